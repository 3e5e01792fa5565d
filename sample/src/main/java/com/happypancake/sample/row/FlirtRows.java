package com.happypancake.sample.row;

import com.happypancake.sample.random.RowRandom;

/** The rows of Flirts. */
final class FlirtRows extends NumberedRows {
  private static final int[] TYPES = {1, 1, 1, 2, 2, 3, 4, 200};

  private final RowRandom random;
  private final RowTimes moments;
  private final Encounters encounters;
  private final Receipts receipts;

  FlirtRows(SampleContext stage) {
    super(stage.volumes().flirts());
    this.random = stage.random("flirts");
    Anomalies blemishes = new Anomalies(stage, "flirts");
    this.moments = new RowTimes(stage, "flirts", blemishes, count());
    this.encounters = new Encounters(stage, blemishes);
    this.receipts = new Receipts(moments, blemishes);
  }

  @Override
  void row(long row, RowSink sink) {
    double day = moments.day(row);
    random.at(row);
    encounters.meet(row, day, 250, random);
    sink.integer(row + 1);
    sink.integer(encounters.fromId());
    sink.integer(encounters.toId());
    sink.integer(TYPES[random.below(TYPES.length)]);
    receipts.put(row, day, random, sink);
  }
}
