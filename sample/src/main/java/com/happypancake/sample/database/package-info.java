/** Makes the tables of a sample in a database, and fills them. Its classes are for one thread. */
@NullMarked
package com.happypancake.sample.database;

import org.jspecify.annotations.NullMarked;
