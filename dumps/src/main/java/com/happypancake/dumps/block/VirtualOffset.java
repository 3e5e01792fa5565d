package com.happypancake.dumps.block;

import com.happypancake.schemas.index.IndexEntry;
import java.util.Comparator;

/**
 * A place in a part's file.
 *
 * @param block the offset of a block in the file, in bytes
 * @param offset the offset in the content of that block, in bytes
 */
public record VirtualOffset(long block, int offset) implements Comparable<VirtualOffset> {

  private static final Comparator<VirtualOffset> ORDER =
      Comparator.comparingLong(VirtualOffset::block).thenComparingInt(VirtualOffset::offset);

  /** Returns the place to which an index entry points. */
  public static VirtualOffset of(IndexEntry entry) {
    return new VirtualOffset(entry.getBlock(), entry.getOffset());
  }

  @Override
  public int compareTo(VirtualOffset other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return block + ":" + offset;
  }
}
