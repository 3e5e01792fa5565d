/**
 * The dump format, which FORMAT.md specifies: folders of length-prefixed records in blocked gzip.
 *
 * <p>{@link com.happypancake.dumps.DumpWriter} writes a folder, {@link com.happypancake.dumps.Dump}
 * reads one. {@link com.happypancake.dumps.DumpLayout} knows the names of the files. The module
 * knows bytes, counts and descriptors, and no table and no event. Its packages {@code chain} and
 * {@code repair} depend on this one, and this one on {@code block} alone. A {@code Dump} is
 * immutable and safe for use by several threads; writers and readers are for one thread each.
 */
@NullMarked
package com.happypancake.dumps;

import org.jspecify.annotations.NullMarked;
