/**
 * Random numbers that depend on a row's place alone, and distributions that are drawn from them.
 *
 * <p>A {@link com.happypancake.sample.random.RowRandom} is for one thread, as is what holds one.
 */
@NullMarked
package com.happypancake.sample.random;

import org.jspecify.annotations.NullMarked;
