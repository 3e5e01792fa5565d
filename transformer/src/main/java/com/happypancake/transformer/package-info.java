/**
 * Turns a dump of legacy rows into a folder of events in total order.
 *
 * <p>{@link com.happypancake.transformer.Transformer} runs a {@link
 * com.happypancake.transformer.Transformation}. The rules are those of the domain: what a row means
 * is in {@code mapping}, identifiers and order in {@code event}, the sort in {@code sort}. A
 * transformer is for one thread; records are immutable.
 */
@NullMarked
package com.happypancake.transformer;

import org.jspecify.annotations.NullMarked;
