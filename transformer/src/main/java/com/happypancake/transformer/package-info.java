/**
 * Transforms a dump of legacy rows into a folder of events in total order.
 *
 * <p>{@link com.happypancake.transformer.Transformer} runs a {@link
 * com.happypancake.transformer.Transformation}. The package {@code mapping} maps rows, {@code
 * event} makes ids and orders events, and {@code sort} sorts. A transformer is not thread-safe.
 * Records are immutable.
 */
@NullMarked
package com.happypancake.transformer;

import org.jspecify.annotations.NullMarked;
