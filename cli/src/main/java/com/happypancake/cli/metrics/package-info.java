/**
 * Meters, their ways to StatsD by UDP and to Prometheus by HTTP, and the options for them.
 *
 * <p>No class of it is loaded unless metrics are asked for. {@link
 * com.happypancake.cli.metrics.Metrics} is safe for use by several threads.
 */
@NullMarked
package com.happypancake.cli.metrics;

import org.jspecify.annotations.NullMarked;
