/**
 * Output to the user: results on standard output, progress and messages on standard error.
 *
 * <p>Streams, the terminal and the clock are passed in.
 */
@NullMarked
package com.happypancake.cli.console;

import org.jspecify.annotations.NullMarked;
