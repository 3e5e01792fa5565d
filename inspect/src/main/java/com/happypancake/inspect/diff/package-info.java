/**
 * Compares two folders record by record, by key, in bounded memory.
 *
 * <p>Classes are for one thread.
 */
@NullMarked
package com.happypancake.inspect.diff;

import org.jspecify.annotations.NullMarked;
