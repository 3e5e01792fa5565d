/**
 * The difference of two mappings: the events that a delta gives for a row, from what the row gave
 * before and what it gives now.
 *
 * <p>The package knows neither dumps nor files. {@link RowHistory} follows one row through a full
 * dump and its deltas.
 */
@NullMarked
package com.happypancake.transformer.delta;

import org.jspecify.annotations.NullMarked;
