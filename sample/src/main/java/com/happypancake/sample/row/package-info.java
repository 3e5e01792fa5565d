/**
 * The rows of each table, as a function of the plan and the row's number.
 *
 * <p>Rows of a table are made by one thread at a time; several may make several tables, or slices
 * of one.
 */
@NullMarked
package com.happypancake.sample.row;

import org.jspecify.annotations.NullMarked;
