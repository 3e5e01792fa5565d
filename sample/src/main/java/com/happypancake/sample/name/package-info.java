/**
 * Names of members and places.
 *
 * <p>Classes are immutable; the random cursors that they are given are for one thread each.
 */
@NullMarked
package com.happypancake.sample.name;

import org.jspecify.annotations.NullMarked;
