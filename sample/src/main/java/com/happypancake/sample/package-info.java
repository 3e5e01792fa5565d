/**
 * The synthetic legacy database, made in SQL Server or H2, or directly as a dump.
 *
 * <p>Rows are a function of country, seed and number. So the same plan gives the same rows in every
 * database, dump and slice. The entry points are static and thread-safe if each thread uses a
 * separate database or folder.
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
