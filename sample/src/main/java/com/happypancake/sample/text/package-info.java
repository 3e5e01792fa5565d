/**
 * Texts and names in a country's language. The text compresses like natural text.
 *
 * <p>A {@link com.happypancake.sample.text.TextGenerator} is not thread-safe. All other classes are
 * immutable.
 */
@NullMarked
package com.happypancake.sample.text;

import org.jspecify.annotations.NullMarked;
