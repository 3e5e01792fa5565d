package com.happypancake.sample.row;

import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.time.WallTime;

/** The SentAt and ReadAt of messages and flirts. Immutable apart from the cursors passed in. */
final class Receipts {
  private final Moments moments;
  private final Blemishes blemishes;

  Receipts(Moments moments, Blemishes blemishes) {
    this.moments = moments;
    this.blemishes = blemishes;
  }

  /** Puts both times of {@code row}, which happened on {@code day}, into {@code sink}. */
  void put(long row, double day, RowRandom random, RowSink sink) {
    long sentAt = moments.time(day, row, random);
    blemishes.requiredTime(row, sentAt, sink);
    if (blemishes.has(Dirt.READ_BEFORE_SENT, row)) {
      long earlier = sentAt - WallTime.SECOND - random.below(WallTime.HOUR);
      sink.wallTime(WallTime.onGrid(earlier));
    } else {
      long readAt = Moments.after(sentAt, 3 * WallTime.HOUR, random);
      blemishes.optionalTime(row, readAt, random.perMille(800), sink);
    }
  }
}
