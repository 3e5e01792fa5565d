/**
 * The tables to which rows refer, in memory: maps of primitives for millions of rows.
 *
 * <p>One thread fills them. Afterwards they do not change, and are safe for use by several threads.
 */
@NullMarked
package com.happypancake.transformer.lookup;

import org.jspecify.annotations.NullMarked;
