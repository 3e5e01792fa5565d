/**
 * Statistics of the columns of tables: number, range, length and size of the values.
 *
 * <p>Classes are for one thread.
 */
@NullMarked
package com.happypancake.inspect.stats;

import org.jspecify.annotations.NullMarked;
