package com.happypancake.sample.row;

import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;

/** The SentAt and ReadAt of messages and flirts. Immutable apart from the cursors passed in. */
final class Receipts {
  private final RowTimes moments;
  private final Anomalies blemishes;

  Receipts(RowTimes moments, Anomalies blemishes) {
    this.moments = moments;
    this.blemishes = blemishes;
  }

  /** Puts both times of {@code row}, which happened on {@code day}, into {@code sink}. */
  void put(long row, double day, RowRandom random, RowSink sink) {
    long sentAt = moments.time(day, row, random);
    blemishes.requiredTime(row, sentAt, sink);
    if (blemishes.has(Anomaly.READ_BEFORE_SENT, row)) {
      long earlier = sentAt - SiteTime.SECOND - random.below(SiteTime.HOUR);
      sink.wallTime(SiteTime.onGrid(earlier));
    } else {
      long readAt = RowTimes.after(sentAt, 3 * SiteTime.HOUR, random);
      blemishes.optionalTime(row, readAt, random.perMille(800), sink);
    }
  }
}
