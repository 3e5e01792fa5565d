/**
 * Makes a schema for a database without one, by turning its catalogue into messages.
 *
 * <p>{@link com.happypancake.extractor.scaffold.Scaffold} reads the catalogue and makes an
 * annotated .proto for people, and the descriptor set of the same messages for {@link
 * com.happypancake.extractor.Extraction}. Records are immutable and thread-safe.
 */
@NullMarked
package com.happypancake.extractor.scaffold;

import org.jspecify.annotations.NullMarked;
