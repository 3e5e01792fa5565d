/**
 * Shows the progress of any job: a bar on a terminal, lines with times elsewhere, or JSON.
 *
 * <p>A job computes a {@link com.happypancake.cli.progress.JobSnapshot}; displays show it. Displays
 * are thread-safe.
 */
@NullMarked
package com.happypancake.cli.progress;

import org.jspecify.annotations.NullMarked;
