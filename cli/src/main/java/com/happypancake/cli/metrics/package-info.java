/**
 * Exports meters to StatsD by UDP and to Prometheus by HTTP. Has the options for them.
 *
 * <p>Apart from the options, classes are loaded only if metrics are asked for.
 */
@NullMarked
package com.happypancake.cli.metrics;

import org.jspecify.annotations.NullMarked;
