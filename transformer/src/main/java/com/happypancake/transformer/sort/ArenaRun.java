package com.happypancake.transformer.sort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A run in memory. Its records do not change any more. */
final class ArenaRun implements SortedRun {

  private static final int RECORDS_PER_MARK = 256;

  private final Arena arena;
  private final KeyIndex index;
  private final List<Mark> marks;

  /**
   * Creates a run.
   *
   * @param index sorted, not empty
   */
  ArenaRun(Arena arena, KeyIndex index) {
    this.arena = arena;
    this.index = index;
    this.marks = marks(new ArenaCursor(arena, index, 0, index.size()));
  }

  private static List<Mark> marks(ArenaCursor cursor) {
    List<Mark> marks = new ArrayList<>();
    while (cursor.advance()) {
      byte[] key = Arrays.copyOfRange(cursor.bytes(), cursor.keyOffset(), cursor.payloadOffset());
      int records = 1;
      long bytes = cursor.size();
      while (records < RECORDS_PER_MARK && cursor.advance()) {
        records++;
        bytes += cursor.size();
      }
      marks.add(new Mark(key, records, bytes));
    }
    return List.copyOf(marks);
  }

  @Override
  public List<Mark> marks() {
    return marks;
  }

  @Override
  public SortCursor open(KeyRange range) {
    int first = SortedRun.markBefore(marks, range.from()) * RECORDS_PER_MARK;
    return new RangeCursor(new ArenaCursor(arena, index, first, index.size()), range);
  }
}
