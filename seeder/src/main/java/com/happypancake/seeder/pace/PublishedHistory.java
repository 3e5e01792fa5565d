package com.happypancake.seeder.pace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Knows how many events were published at a time in the recent past. Not thread-safe. */
final class PublishedHistory {

  private final long keptNanos;
  private final Deque<Count> counts = new ArrayDeque<>();

  private record Count(long nanos, long published) {}

  /**
   * Creates an empty history.
   *
   * @param keptNanos how far it reaches back from the last count
   */
  PublishedHistory(long keptNanos) {
    this.keptNanos = keptNanos;
  }

  /** Adds a count. One that is not later than the last is ignored. */
  void add(long nanos, long published) {
    if (counts.isEmpty() || nanos - counts.getLast().nanos() > 0) {
      counts.addLast(new Count(nanos, published));
    }
    while (counts.size() > 2 && nanos - second().nanos() >= keptNanos) {
      counts.removeFirst();
    }
  }

  private Count second() {
    Iterator<Count> all = counts.iterator();
    all.next();
    return all.next();
  }

  /** Returns the events published until a time, between two counts on a line through them. */
  double at(long nanos) {
    Count before = counts.getFirst();
    for (Count after : counts) {
      if (after.nanos() - nanos >= 0) {
        double between = Math.max(1, after.nanos() - before.nanos());
        double part = Math.max(0, nanos - before.nanos()) / between;
        return before.published() + part * (after.published() - before.published());
      }
      before = after;
    }
    return before.published();
  }
}
