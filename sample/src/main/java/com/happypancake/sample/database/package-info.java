/** Creates the tables of a sample in a database and fills them. Not thread-safe. */
@NullMarked
package com.happypancake.sample.database;

import org.jspecify.annotations.NullMarked;
