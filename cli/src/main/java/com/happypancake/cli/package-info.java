/**
 * The command line {@code hpc}: its main class, its root command and what all commands share.
 *
 * <p>Only this module prints, exits and knows picocli. A command turns options into a call of a
 * library module, shows progress, and lets exceptions pass; {@link com.happypancake.cli.Subcommand}
 * turns these into a message and an exit code. Commands run in the main thread; {@link
 * com.happypancake.cli.Cancellation} and the classes of {@code console} may be used by several.
 */
@NullMarked
package com.happypancake.cli;

import org.jspecify.annotations.NullMarked;
