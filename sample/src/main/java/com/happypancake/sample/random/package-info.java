/**
 * Random numbers that depend only on a row's position, and distributions based on them.
 *
 * <p>A {@link com.happypancake.sample.random.RowRandom} and the classes that hold one are not
 * thread-safe.
 */
@NullMarked
package com.happypancake.sample.random;

import org.jspecify.annotations.NullMarked;
