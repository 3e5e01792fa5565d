/**
 * Databases that hold legacy tables: how to connect to them and query them.
 *
 * <p>{@link com.happypancake.database.DatabaseProduct} describes one product by its {@link
 * com.happypancake.database.Dialect} and {@link com.happypancake.database.column.ColumnTypes}, and
 * through a {@link com.happypancake.database.Session} by its {@link
 * com.happypancake.database.ServerFacts}. Features that only some products have are optional:
 * {@link com.happypancake.database.DatabaseSnapshots}, {@link
 * com.happypancake.database.ServerFacts.ChangeTracking}, {@link
 * com.happypancake.database.ServerFacts.ServerLoad}.
 *
 * <p>Products, their parts and records are immutable and thread-safe. A session and the objects
 * that it returns are for one thread.
 */
@NullMarked
package com.happypancake.database;

import org.jspecify.annotations.NullMarked;
