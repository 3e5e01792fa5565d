/**
 * The meaning of each legacy table's rows: pure functions from a row to its facts.
 *
 * <p>Mappings know no files, no order and no engine, so they run in a sort on one machine and on a
 * cluster. They are immutable, and safe for use by several threads if their {@link
 * com.happypancake.transformer.mapping.Lookups} are.
 */
@NullMarked
package com.happypancake.transformer.mapping;

import org.jspecify.annotations.NullMarked;
