/**
 * The databases that rows come from: how they are reached, what they can do, and what they call
 * things.
 *
 * <p>All that differs between SQL Server and H2 sits in one {@link
 * com.happypancake.database.Dialect} each. Dialects and records are immutable and safe for use by
 * several threads; a {@link com.happypancake.database.Session} and what it gives out are for one
 * thread.
 */
@NullMarked
package com.happypancake.database;

import org.jspecify.annotations.NullMarked;
