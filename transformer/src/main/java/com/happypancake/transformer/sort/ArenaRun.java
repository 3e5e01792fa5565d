package com.happypancake.transformer.sort;

import java.util.Arrays;

/** A run in memory. Its records do not change any more. */
final class ArenaRun implements SortedRun {

  private static final int RECORDS_PER_MARK = 256;

  /** A record of so many tells the size of all. */
  private static final int RECORDS_PER_SIZE = 16;

  private final Arena arena;
  private final KeyIndex index;
  private final Marks marks;

  /**
   * Creates a run.
   *
   * @param index sorted, not empty
   */
  ArenaRun(Arena arena, KeyIndex index) {
    this.arena = arena;
    this.index = index;
    this.marks = marks(arena, index);
  }

  /** Sizes are estimated from a few records, since each one read here misses the cache. */
  private static Marks marks(Arena arena, KeyIndex index) {
    Marks marks = new Marks();
    for (int first = 0; first < index.size(); first += RECORDS_PER_MARK) {
      int end = Math.min(index.size(), first + RECORDS_PER_MARK);
      long bytes = 0;
      int read = 0;
      for (int place = first; place < end; place += RECORDS_PER_SIZE) {
        byte[] chunk = arena.chunk(index.address(place));
        int offset = Arena.offset(index.address(place));
        bytes +=
            RecordLayout.size(
                RecordLayout.keyLength(chunk, offset), RecordLayout.payloadLength(chunk, offset));
        read++;
      }
      marks.add(key(arena, index.address(first)), end - first, bytes * (end - first) / read);
    }
    return marks.end(key(arena, index.address(index.size() - 1)));
  }

  private static byte[] key(Arena arena, long address) {
    byte[] chunk = arena.chunk(address);
    int offset = Arena.offset(address) + RecordLayout.HEADER_BYTES;
    return Arrays.copyOfRange(
        chunk, offset, offset + RecordLayout.keyLength(chunk, Arena.offset(address)));
  }

  @Override
  public Marks marks() {
    return marks;
  }

  @Override
  public SortCursor open(KeyRange range) {
    int first = marks.before(range.from()) * RECORDS_PER_MARK;
    return new RangeCursor(new ArenaCursor(arena, index, first, index.size()), range);
  }
}
