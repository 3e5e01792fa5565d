package com.happypancake.seeder.event;

import java.util.BitSet;

/** Tells new events from repeats, for one value of hpc-events. Not thread-safe. */
public final class RepeatFilter {

  private static final int WINDOW = 10_000;

  private final BitSet seen;
  private long highest;

  /** Continues from what was stored; from 0 and an empty bitmap at first. */
  public RepeatFilter(long highest, byte[] bitmap) {
    this.highest = highest;
    this.seen = BitSet.valueOf(bitmap);
  }

  /** Notes an ordinal. Returns false if it is a repeat. */
  public boolean isNew(long ordinal) {
    if (ordinal <= highest - WINDOW) {
      return false;
    }
    if (ordinal >= highest + WINDOW) {
      seen.clear();
      highest = ordinal;
    }
    while (highest < ordinal) {
      highest++;
      seen.clear((int) (highest % WINDOW));
    }
    int place = (int) (ordinal % WINDOW);
    boolean isNew = !seen.get(place);
    seen.set(place);
    return isNew;
  }

  public long highest() {
    return highest;
  }

  public byte[] bitmap() {
    return seen.toByteArray();
  }
}
