package com.happypancake.transformer.sort;

import com.happypancake.dumps.block.Closeables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All records of a sorter in the order of their keys. Several threads may read several ranges at
 * once. Valid until the sorter is closed.
 */
public final class SortedRecords {

  private final List<SortedRun> runs;
  private final long rangeBytes;
  private final int rangesAhead;

  /**
   * Creates the records.
   *
   * @param rangeBytes the size of a range
   * @param rangesAhead as in {@link #rangesAhead()}
   */
  SortedRecords(List<SortedRun> runs, long rangeBytes, int rangesAhead) {
    this.runs = List.copyOf(runs);
    this.rangeBytes = rangeBytes;
    this.rangesAhead = rangesAhead;
  }

  /**
   * Returns how many ranges may be in memory, merged or being merged, besides the one that is in
   * use.
   */
  public int rangesAhead() {
    return rangesAhead;
  }

  /**
   * Returns consecutive ranges of keys, which together hold all records of a range. Their sizes are
   * about equal.
   */
  public List<KeyRange> ranges(KeyRange within) {
    List<SortedRun.Mark> marks =
        runs.stream()
            .flatMap(run -> run.marks().stream())
            .filter(mark -> within.contains(mark.key()))
            .sorted((one, other) -> Arrays.compareUnsigned(one.key(), other.key()))
            .toList();
    List<KeyRange> ranges = new ArrayList<>();
    byte[] from = within.from();
    long bytes = 0;
    for (SortedRun.Mark mark : marks) {
      if (bytes >= rangeBytes) {
        ranges.add(new KeyRange(from, Optional.of(mark.key()), bytes));
        from = mark.key();
        bytes = 0;
      }
      bytes += mark.bytes();
    }
    ranges.add(new KeyRange(from, within.to(), bytes));
    return ranges;
  }

  /**
   * Returns a cursor over the records of a range. {@link SortCursor#advance} throws {@link
   * DuplicateKeyException} if two have the same key.
   */
  public SortCursor open(KeyRange range) throws IOException {
    return new DistinctCursor(merge(runs, range));
  }

  static SortCursor merge(List<? extends SortedRun> runs, KeyRange range) throws IOException {
    List<SortCursor> cursors = new ArrayList<>();
    try {
      for (SortedRun run : runs) {
        cursors.add(run.open(range));
      }
      return new MergeCursor(cursors);
    } catch (IOException | RuntimeException e) {
      Closeables.closeAfter(e, cursors.toArray(SortCursor[]::new));
      throw e;
    }
  }
}
