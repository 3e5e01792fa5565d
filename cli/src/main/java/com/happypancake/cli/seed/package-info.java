/**
 * The commands that seed, and those about a seed's log. Shows a seed while it runs: as text, as
 * JSON, and as metrics. Holds it in hand: by commands about its log, by keys, and by the options of
 * its HTTP API.
 *
 * <p>{@link com.happypancake.cli.seed.SnapshotDisplay} is thread-safe. The other classes say what
 * they are.
 */
@NullMarked
package com.happypancake.cli.seed;

import org.jspecify.annotations.NullMarked;
