package com.happypancake.sample.row;

import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.time.WallTime;

/** The rows of Blocks. */
final class BlockRows extends IdRows {
  private final RowRandom random;
  private final Blemishes blemishes;
  private final Moments moments;
  private final Encounters encounters;

  BlockRows(Stage stage) {
    super(stage.volumes().blocks());
    this.random = stage.random("blocks");
    this.blemishes = new Blemishes(stage, "blocks");
    this.moments = new Moments(stage, "blocks", blemishes, count());
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
    long removedAt = Moments.after(createdAt, 20 * WallTime.DAY, random);
    blemishes.optionalTime(row, removedAt, random.perMille(300), sink);
  }
}
