/**
 * The synthetic legacy database: made in SQL Server or H2, or straight as the dump of one.
 *
 * <p>Rows are a function of country, seed and number, so the same plan gives the same rows in every
 * database, dump and slice. The entry points are static and safe for use by several threads, as
 * long as these have databases and folders of their own.
 *
 * <pre>{@code
 * SamplePlan plan = new SamplePlan(SampleCountry.FI, 0.01, 1);
 * SampleDatabase.create(plan, "jdbc:h2:./legacy;MODE=MSSQLServer", credentials, progress);
 * SampleDump.write(plan, Path.of("dumps/fi"), Clock.systemUTC(),
 *     WriteOptions.preferred(), progress);
 * }</pre>
 */
@NullMarked
package com.happypancake.sample;

import org.jspecify.annotations.NullMarked;
