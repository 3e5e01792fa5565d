/**
 * What all commands share: the base class that runs one, what it runs in, checked arguments,
 * configuration, and how it ends: exit codes, and the message and exit code of each exception. A
 * command is for one thread; a cancellation may come from any.
 */
@NullMarked
package com.happypancake.cli.command;

import org.jspecify.annotations.NullMarked;
