/**
 * Text in a country's language, as natural as its compression.
 *
 * <p>Writers keep buffers and are for one thread each; vocabularies are immutable.
 */
@NullMarked
package com.happypancake.sample.text;

import org.jspecify.annotations.NullMarked;
