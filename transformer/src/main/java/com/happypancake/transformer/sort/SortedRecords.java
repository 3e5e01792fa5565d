package com.happypancake.transformer.sort;

import com.happypancake.dumps.block.Closeables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * All records of a sorter in the order of their keys. Several threads may read several ranges at
 * once. Valid as long as the sorter's scratch folder is there.
 */
public final class SortedRecords {

  private final List<SortedRun> runs;
  private final long rangeBytes;
  private final int rangesAhead;
  private final int fanIn;

  /**
   * Creates the records.
   *
   * @param rangeBytes the size of a range
   * @param rangesAhead as in {@link #rangesAhead()}
   * @param fanIn the number of runs that may be read at once; as many may have a key between their
   *     first and last ones
   */
  SortedRecords(List<SortedRun> runs, long rangeBytes, int rangesAhead, int fanIn) {
    this.runs = List.copyOf(runs);
    this.rangeBytes = rangeBytes;
    this.rangesAhead = rangesAhead;
    this.fanIn = fanIn;
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
   * about equal, unless many short runs follow one another.
   */
  public List<KeyRange> ranges(KeyRange within) {
    return cut(within, rangeBytes);
  }

  /** Cuts a range where it has so many bytes, or would need too many runs. */
  private List<KeyRange> cut(KeyRange within, long mostBytes) {
    Queue<MarkPlace> next = new PriorityQueue<>();
    Set<SortedRun> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (SortedRun run : overlapping(within)) {
      MarkPlace first = new MarkPlace(run, run.marks().from(within.from()));
      if (first.place() > 0) {
        needed.add(run);
      }
      if (first.isWithin(within)) {
        next.add(first);
      }
    }
    List<KeyRange> ranges = new ArrayList<>();
    byte[] from = within.from();
    long bytes = 0;
    while (!next.isEmpty()) {
      MarkPlace mark = next.remove();
      boolean isFull =
          bytes >= mostBytes || (needed.size() >= fanIn && !needed.contains(mark.run()));
      if (isFull && Arrays.compareUnsigned(from, mark.key()) < 0) {
        byte[] to = mark.key();
        ranges.add(new KeyRange(from, Optional.of(to), bytes));
        from = to;
        bytes = 0;
        needed.removeIf(run -> Arrays.compareUnsigned(run.marks().lastKey(), to) < 0);
      }
      needed.add(mark.run());
      bytes += mark.run().marks().bytes(mark.place());
      MarkPlace following = new MarkPlace(mark.run(), mark.place() + 1);
      if (following.isWithin(within)) {
        next.add(following);
      }
    }
    ranges.add(new KeyRange(from, within.to(), bytes));
    return ranges;
  }

  private record MarkPlace(SortedRun run, int place) implements Comparable<MarkPlace> {

    private byte[] key() {
      return run.marks().key(place);
    }

    private boolean isWithin(KeyRange range) {
      return place < run.marks().size() && range.contains(key());
    }

    @Override
    public int compareTo(MarkPlace other) {
      return run.marks().compare(place, other.run.marks(), other.place);
    }
  }

  private List<SortedRun> overlapping(KeyRange range) {
    return runs.stream().filter(run -> run.overlaps(range)).toList();
  }

  /**
   * Returns a cursor over the records of a range. {@link SortCursor#advance} throws {@link
   * DuplicateKeyException} if two have the same key.
   */
  public SortCursor open(KeyRange range) throws IOException {
    List<SortedRun> overlapping = overlapping(range);
    return new DistinctCursor(
        overlapping.size() <= fanIn
            ? merge(overlapping, range)
            : new ChainCursor(cut(range, Long.MAX_VALUE)));
  }

  /** Reads one range after another, each of which needs few runs. */
  private final class ChainCursor extends SortCursor {

    private final Iterator<KeyRange> ranges;
    private SortCursor current = new MergeCursor(List.of());

    private ChainCursor(List<KeyRange> ranges) {
      this.ranges = ranges.iterator();
    }

    @Override
    public boolean advance() throws IOException {
      while (!current.advance()) {
        current.close();
        if (!ranges.hasNext()) {
          return false;
        }
        KeyRange range = ranges.next();
        current = merge(overlapping(range), range);
      }
      return true;
    }

    @Override
    public byte[] bytes() {
      return current.bytes();
    }

    @Override
    int offset() {
      return current.offset();
    }

    @Override
    long prefix() {
      return current.prefix();
    }

    @Override
    public void close() throws IOException {
      current.close();
    }
  }

  /** Returns a cursor over the records of a range in some runs. */
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

  /**
   * Returns those runs that have a certain key between their first and last ones, where most do.
   */
  static List<Run> mostAtOnce(List<Run> runs) {
    List<Run> byFirst = new ArrayList<>(runs);
    byFirst.sort((one, other) -> one.marks().compare(0, other.marks(), 0));
    Queue<Run> open =
        new PriorityQueue<>(
            (one, other) -> Arrays.compareUnsigned(one.marks().lastKey(), other.marks().lastKey()));
    List<Run> most = List.of();
    for (Run run : byFirst) {
      byte[] first = run.marks().key(0);
      while (!open.isEmpty()
          && Arrays.compareUnsigned(open.element().marks().lastKey(), first) < 0) {
        open.remove();
      }
      open.add(run);
      if (open.size() > most.size()) {
        most = List.copyOf(open);
      }
    }
    return most;
  }
}
