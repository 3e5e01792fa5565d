/**
 * The meaning of each legacy table's rows, as pure functions from a row to its facts.
 *
 * <p>Mappings know no files, order or engine, so they run in a sort on one machine and on a
 * cluster. They are immutable. They are thread-safe if their {@link
 * com.happypancake.transformer.mapping.Lookups} are.
 */
@NullMarked
package com.happypancake.transformer.mapping;

import org.jspecify.annotations.NullMarked;
