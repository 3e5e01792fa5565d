/**
 * The difference of two mappings: the events that a delta gives for a row, from what the row gave
 * before and what it gives now. {@link RowHistory} follows one row through a full dump and its
 * deltas; {@link NamedKeys} tells which rows to look for.
 *
 * <p>The package reads no files.
 */
@NullMarked
package com.happypancake.transformer.delta;

import org.jspecify.annotations.NullMarked;
