/**
 * The rows of each table, as a function of the plan and the row's number.
 *
 * <p>A {@link com.happypancake.sample.row.TableRows} is for one thread; several threads may each
 * make one, of the same table too.
 */
@NullMarked
package com.happypancake.sample.row;

import org.jspecify.annotations.NullMarked;
