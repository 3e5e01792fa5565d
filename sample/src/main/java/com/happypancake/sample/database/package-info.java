/**
 * Tables and rows in a database, in the dialect that it speaks.
 *
 * <p>For one thread each.
 */
@NullMarked
package com.happypancake.sample.database;

import org.jspecify.annotations.NullMarked;
