package com.happypancake.dumps.block;

import com.happypancake.dumps.block.Digests.OrderedDigest;
import com.happypancake.schemas.index.IndexEntry;
import java.util.ArrayList;
import java.util.List;

/** A block that is read or written. Its arrays are reused. */
public final class Block {

  /** The block's bytes in the file. */
  final byte[] bytes = new byte[Bgzf.MAX_BLOCK_BYTES];

  /** The length of the block in the file. */
  public int size;

  /** The offset in the file. */
  public long offset;

  /** The inflated content. */
  public final byte[] content = new byte[Bgzf.MAX_BLOCK_BYTES];

  /** The length of the content. */
  public int length;

  /** The number of the content's piece in an {@link OrderedDigest}. */
  long digested;

  /** The index entries of records that begin in the block, still without the block's offset. */
  final List<IndexEntry.Builder> entries = new ArrayList<>();
}
