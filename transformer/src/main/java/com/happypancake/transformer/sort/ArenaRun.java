package com.happypancake.transformer.sort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A run in memory.
 *
 * @param index sorted, not empty
 * @param marks one for every {@link #RECORDS_PER_MARK} records
 */
record ArenaRun(Arena arena, KeyIndex index, List<Mark> marks) implements SortedRun {

  private static final int RECORDS_PER_MARK = 256;

  ArenaRun {
    marks = List.copyOf(marks);
  }

  /** Creates a run from a sorted index that is not empty. */
  static ArenaRun of(Arena arena, KeyIndex index) {
    List<Mark> marks = new ArrayList<>();
    ArenaCursor cursor = new ArenaCursor(arena, index, 0);
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
    return new ArenaRun(arena, index, marks);
  }

  @Override
  public SortCursor open(KeyRange range) {
    int first = SortedRun.markBefore(marks, range.from()) * RECORDS_PER_MARK;
    return new RangeCursor(new ArenaCursor(arena, index, first), range);
  }
}
