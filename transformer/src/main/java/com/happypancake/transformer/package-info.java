/**
 * Transforms a dump of legacy rows into a folder of events in total order.
 *
 * <p>{@link com.happypancake.transformer.Transformer} runs a {@link
 * com.happypancake.transformer.Transformation}. The meaning of rows is in {@code mapping}, ids and
 * order of events in {@code event}, and the sort in {@code sort}. A transformer is for one thread.
 * Records are immutable.
 */
@NullMarked
package com.happypancake.transformer;

import org.jspecify.annotations.NullMarked;
