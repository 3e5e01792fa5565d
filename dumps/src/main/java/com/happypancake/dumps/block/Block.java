package com.happypancake.dumps.block;

import com.happypancake.dumps.block.Digests.OrderedDigest;
import com.happypancake.schemas.index.IndexEntry;
import java.util.ArrayList;
import java.util.List;

/** A block that is read or written. Its arrays are reused. */
public final class Block {

  /** The block as it stands in the file. */
  final byte[] bytes = new byte[Bgzf.MAX_BLOCK_BYTES];

  /** The length of the block in the file. */
  public int size;

  /** The offset in the file. */
  public long offset;

  /** The inflated content. */
  public final byte[] content = new byte[Bgzf.MAX_BLOCK_BYTES];

  /** The length of the content. */
  public int length;

  /** The number of the content among the pieces of an {@link OrderedDigest}. */
  long digested;

  /** Index entries of records that begin in the block; the block's offset is still missing. */
  final List<IndexEntry.Builder> entries = new ArrayList<>();
}
