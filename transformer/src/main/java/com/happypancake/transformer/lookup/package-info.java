/**
 * What is looked up, in memory: maps of primitives for tables of millions of rows.
 *
 * <p>Filled by one thread; afterwards unchanging, and then safe for use by several.
 */
@NullMarked
package com.happypancake.transformer.lookup;

import org.jspecify.annotations.NullMarked;
