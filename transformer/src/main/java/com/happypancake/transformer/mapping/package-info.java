/**
 * What the rows of each legacy table mean: pure functions from a row to its facts.
 *
 * <p>Nothing here knows files, order or an engine, so the same mappings serve a sort on one machine
 * and a cluster. Mappings are immutable and safe for use by several threads, as far as the {@link
 * com.happypancake.transformer.mapping.Lookups} that they are given are.
 */
@NullMarked
package com.happypancake.transformer.mapping;

import org.jspecify.annotations.NullMarked;
