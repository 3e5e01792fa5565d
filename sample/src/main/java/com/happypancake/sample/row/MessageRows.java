package com.happypancake.sample.row;

import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.random.SparseIds;
import com.happypancake.sample.text.Prose;
import com.happypancake.sample.text.TextLengths;

/** The rows of Messages. */
final class MessageRows extends NumberedRows {
  private static final int SUBJECT = 200;

  private final RowRandom random;
  private final SparseIds ids;
  private final Anomalies blemishes;
  private final RowTimes moments;
  private final Encounters encounters;
  private final Receipts receipts;
  private final Prose prose;
  private final TextLengths lengths = new TextLengths(232, 1.0, Prose.LONGEST);

  MessageRows(SampleContext stage) {
    super(stage.volumes().messages());
    this.random = stage.random("messages");
    this.ids = new SparseIds(stage.random("messages.id"), count());
    this.blemishes = new Anomalies(stage, "messages");
    this.moments = new RowTimes(stage, "messages", blemishes, count());
    this.encounters = new Encounters(stage, blemishes);
    this.receipts = new Receipts(moments, blemishes);
    this.prose = stage.prose();
  }

  @Override
  void row(long row, RowSink sink) {
    double day = moments.day(row);
    random.at(row);
    encounters.meet(row, day, 450, random);
    sink.integer(ids.id(row));
    sink.integer(encounters.fromId());
    sink.integer(encounters.toId());
    if (blemishes.has(Anomaly.EMPTY_TEXT, row)) {
      sink.text("");
    } else if (random.perMille(450)) {
      sink.text(prose.title(random, SUBJECT));
    } else {
      sink.absent();
    }
    int length = random.perMille(30) ? 1 : lengths.draw(random);
    String body = prose.write(random, length, Prose.LONGEST);
    sink.text(blemishes.text(row, body, Prose.LONGEST, random));
    receipts.put(row, day, random, sink);
    boolean both = random.perMille(30);
    sink.bit(both || random.perMille(150));
    sink.bit(both || random.perMille(100));
  }
}
