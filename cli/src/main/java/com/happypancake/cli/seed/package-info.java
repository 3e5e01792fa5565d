/**
 * Shows a seed while it runs: as text, as JSON, and as metrics.
 *
 * <p>{@link com.happypancake.cli.seed.SnapshotDisplay} is thread-safe. The other classes say what
 * they are.
 */
@NullMarked
package com.happypancake.cli.seed;

import org.jspecify.annotations.NullMarked;
