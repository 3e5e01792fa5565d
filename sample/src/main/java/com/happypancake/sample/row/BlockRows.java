package com.happypancake.sample.row;

import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;

/** The rows of Blocks. */
final class BlockRows extends NumberedRows {
  private final RowRandom random;
  private final Anomalies blemishes;
  private final RowTimes moments;
  private final Encounters encounters;

  BlockRows(SampleContext stage) {
    super(stage.volumes().blocks());
    this.random = stage.random("blocks");
    this.blemishes = new Anomalies(stage, "blocks");
    this.moments = new RowTimes(stage, "blocks", blemishes, count());
    this.encounters = new Encounters(stage, blemishes);
  }

  @Override
  void row(long row, RowSink sink) {
    double day = moments.day(row);
    random.at(row);
    encounters.meet(row, day, 600, random);
    long createdAt = moments.time(day);
    sink.integer(row + 1);
    sink.integer(encounters.fromId());
    sink.integer(encounters.toId());
    sink.wallTime(createdAt);
    long removedAt = RowTimes.after(createdAt, 20 * SiteTime.DAY, random);
    blemishes.optionalTime(row, removedAt, random.perMille(300), sink);
  }
}
