/**
 * Compares the records of two folders by key, in bounded memory.
 *
 * <p>Classes are not thread-safe unless they say otherwise.
 */
@NullMarked
package com.happypancake.inspect.diff;

import org.jspecify.annotations.NullMarked;
