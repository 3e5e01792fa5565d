/**
 * The dump format, which FORMAT.md specifies: folders of length-prefixed records in blocked gzip.
 *
 * <p>{@link com.happypancake.dumps.DumpWriter} writes a folder, {@link com.happypancake.dumps.Dump}
 * reads one. The module knows bytes, counts and descriptors, and no table and no event. A {@code
 * Dump} is immutable and safe for use by several threads; writers and readers are for one thread
 * each.
 */
@NullMarked
package com.happypancake.dumps;

import org.jspecify.annotations.NullMarked;
