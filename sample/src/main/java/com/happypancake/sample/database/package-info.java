/**
 * Makes the tables of a sample in a database, and fills them.
 *
 * <p>For one thread each.
 */
@NullMarked
package com.happypancake.sample.database;

import org.jspecify.annotations.NullMarked;
