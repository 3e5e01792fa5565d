/**
 * Microsoft SQL Server, through Microsoft's driver. A login that may only read the tables is
 * enough. Everything else is tried, and skipped if it fails. Immutable, except that classes with a
 * session are for the session's thread.
 */
@NullMarked
package com.happypancake.database.sqlserver;

import org.jspecify.annotations.NullMarked;
