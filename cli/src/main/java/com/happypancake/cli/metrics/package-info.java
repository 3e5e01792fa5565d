/**
 * Meters, and where their values go: to StatsD by UDP, and to Prometheus by HTTP.
 *
 * <p>Nothing of it is loaded unless it is asked for. {@link com.happypancake.cli.metrics.Metrics}
 * is safe for use by several threads.
 */
@NullMarked
package com.happypancake.cli.metrics;

import org.jspecify.annotations.NullMarked;
