/**
 * The base class of commands and what they share: context, configuration, argument parsing, exit
 * codes, and the mapping of exceptions to them. Commands are not thread-safe.
 */
@NullMarked
package com.happypancake.cli.command;

import org.jspecify.annotations.NullMarked;
