/**
 * Microsoft SQL Server, through Microsoft's driver. A login that may only read the tables will do:
 * everything else is tried, and done without where it fails. Immutable, but what asks a session is
 * for the session's thread.
 */
@NullMarked
package com.happypancake.database.sqlserver;

import org.jspecify.annotations.NullMarked;
