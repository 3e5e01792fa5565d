/**
 * Blocked gzip: blocks, the codecs that deflate and inflate them, and ordered work on several
 * threads.
 *
 * <p>It knows files of blocks, and no folder, manifest or message. Readers and writers are for one
 * thread each.
 */
@NullMarked
package com.happypancake.dumps.block;

import org.jspecify.annotations.NullMarked;
