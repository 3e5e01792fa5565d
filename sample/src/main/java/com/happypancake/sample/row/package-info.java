/**
 * The rows of each table, as a function of the plan and the row's number.
 *
 * <p>A {@link com.happypancake.sample.row.TableRows} is not thread-safe. Several threads may each
 * create one, even of the same table.
 */
@NullMarked
package com.happypancake.sample.row;

import org.jspecify.annotations.NullMarked;
