/**
 * How a run ends: the exit codes, and which exception gives which code and message.
 *
 * <p>All classes are immutable and safe for use by several threads.
 */
@NullMarked
package com.happypancake.cli.failure;

import org.jspecify.annotations.NullMarked;
