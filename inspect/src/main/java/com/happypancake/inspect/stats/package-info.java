/**
 * What the values of a table's columns are like: how many, from where to where, how long, how
 * large.
 *
 * <p>Classes are for one thread.
 */
@NullMarked
package com.happypancake.inspect.stats;

import org.jspecify.annotations.NullMarked;
