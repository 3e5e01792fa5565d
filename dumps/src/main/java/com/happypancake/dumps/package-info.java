/**
 * The dump format, which FORMAT.md specifies: folders of length-prefixed records in blocked gzip.
 *
 * <p>{@link com.happypancake.dumps.DumpWriter} writes a folder, and {@link
 * com.happypancake.dumps.Dump} reads one. {@link com.happypancake.dumps.DumpLayout} defines the
 * names of the files. The module knows bytes, counts, descriptors and keys. It knows that records
 * are rows of tables, keys of deleted rows, events or rejects, but no particular table and no
 * particular type of event. Its packages {@code chain} and {@code repair} depend on this one, which
 * depends only on {@code block}. {@code Dump} and {@code DumpWriter} are thread-safe, but the
 * writers and readers of parts are not.
 */
@NullMarked
package com.happypancake.dumps;

import org.jspecify.annotations.NullMarked;
