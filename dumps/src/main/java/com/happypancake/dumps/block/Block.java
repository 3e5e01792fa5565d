package com.happypancake.dumps.block;

import com.happypancake.schemas.index.IndexEntry;
import java.util.ArrayList;
import java.util.List;

/** A block on its way from a file or into one. Its arrays are used again for the next. */
public final class Block {

  /** The block as it is in the file. */
  final byte[] bytes = new byte[Bgzf.MAX_BLOCK_BYTES];

  /** How many bytes the block has in the file. */
  public int size;

  /** Where in the file it begins. */
  public long offset;

  /** What it holds. */
  public final byte[] content = new byte[Bgzf.MAX_BLOCK_BYTES];

  /** How many bytes it holds. */
  public int length;

  /** The number of its content among the pieces of the content's digest. */
  long digested;

  /** For the index: of some records that begin in it, all but the block's offset. */
  final List<IndexEntry.Builder> entries = new ArrayList<>();
}
