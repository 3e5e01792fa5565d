/**
 * Blocked gzip: blocks, the codecs that deflate and inflate them, and ordered work on several
 * threads.
 *
 * <p>The package knows files of blocks, but no folders, manifests or messages. Readers and writers
 * are not thread-safe.
 */
@NullMarked
package com.happypancake.dumps.block;

import org.jspecify.annotations.NullMarked;
