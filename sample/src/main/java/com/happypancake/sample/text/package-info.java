/**
 * Text and names in a country's language; the text compresses as natural text does.
 *
 * <p>A {@link com.happypancake.sample.text.TextGenerator} is for one thread; all other classes are
 * immutable.
 */
@NullMarked
package com.happypancake.sample.text;

import org.jspecify.annotations.NullMarked;
