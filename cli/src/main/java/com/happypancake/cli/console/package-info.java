/**
 * What the user sees: standard output for results, standard error for progress and messages.
 *
 * <p>Streams, terminals and the clock are passed in. {@link
 * com.happypancake.cli.console.ProgressLine}, {@link com.happypancake.cli.console.ProgressBlock}
 * and {@link com.happypancake.cli.console.JsonLog} are safe for use by several threads, {@link
 * com.happypancake.cli.console.Output} is for one.
 */
@NullMarked
package com.happypancake.cli.console;

import org.jspecify.annotations.NullMarked;
