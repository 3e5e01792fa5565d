/**
 * The synthetic legacy database: made in SQL Server or H2, or straight as the dump of one.
 *
 * <p>Entry points are static and safe for use by several threads, as long as these have databases
 * and folders of their own.
 */
@NullMarked
package com.happypancake.sample;

import org.jspecify.annotations.NullMarked;
