/**
 * Reports over a seed log, as JSON and as one HTML page with charts.
 *
 * <p>{@link com.happypancake.seeder.report.SeedLogReader} reads the log's entries into a {@link
 * com.happypancake.seeder.report.SeedLogReport}. Its memory does not grow with the length of a run.
 * Records are immutable. The other classes are used by one thread.
 */
@NullMarked
package com.happypancake.seeder.report;

import org.jspecify.annotations.NullMarked;
