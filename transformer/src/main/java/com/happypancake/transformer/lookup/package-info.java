/**
 * The tables to which rows refer, held in memory in maps of primitives for millions of rows.
 *
 * <p>One thread fills the maps. Then they do not change and are thread-safe.
 */
@NullMarked
package com.happypancake.transformer.lookup;

import org.jspecify.annotations.NullMarked;
