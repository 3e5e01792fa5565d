/**
 * The {@code hpc} command line: its main class and its root command.
 *
 * <p>Only this module prints, exits and uses picocli. A command translates options into a call of a
 * library module, shows progress, and lets exceptions through. {@link
 * com.happypancake.cli.command.Subcommand} turns exceptions into a message and an exit code.
 * Commands run in the main thread.
 */
@NullMarked
package com.happypancake.cli;

import org.jspecify.annotations.NullMarked;
