/**
 * Databases that hold legacy tables: how they are connected to, spoken to and asked.
 *
 * <p>{@link com.happypancake.database.DatabaseProduct} gives what is known of one product: its
 * {@link com.happypancake.database.Dialect} and {@link
 * com.happypancake.database.column.ColumnTypes}, and through a {@link
 * com.happypancake.database.Session} its {@link com.happypancake.database.ServerFacts}. What only
 * some products have is optional: {@link com.happypancake.database.DatabaseSnapshots}, {@link
 * com.happypancake.database.ServerFacts.ChangeTracking}, {@link
 * com.happypancake.database.ServerFacts.ServerLoad}.
 *
 * <p>Products, their parts and records are immutable and safe for use by several threads. A session
 * and what it gives out are for one thread.
 */
@NullMarked
package com.happypancake.database;

import org.jspecify.annotations.NullMarked;
