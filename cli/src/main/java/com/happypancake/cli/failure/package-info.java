/**
 * Exit codes, and the message and exit code of each exception.
 *
 * <p>All classes are immutable and safe for use by several threads.
 */
@NullMarked
package com.happypancake.cli.failure;

import org.jspecify.annotations.NullMarked;
