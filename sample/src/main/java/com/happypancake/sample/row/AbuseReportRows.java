package com.happypancake.sample.row;

import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.Prose;
import com.happypancake.sample.text.TextLengths;
import java.util.UUID;

/**
 * The rows of AbuseReports.
 *
 * <p>Their key is a version 4 UUID whose first 32 and whose last 48 bits both grow with the row.
 * SQL Server compares the last six bytes of a {@code uniqueidentifier} first, everybody else the
 * first four: here both orders are that of the rows.
 */
final class AbuseReportRows extends NumberedRows {
  private final RowRandom random;
  private final Anomalies blemishes;
  private final RowTimes moments;
  private final Encounters encounters;
  private final Prose prose;
  private final TextLengths lengths = new TextLengths(120, 0.8, Prose.LONGEST);

  AbuseReportRows(SampleContext stage) {
    super(stage.volumes().abuseReports());
    this.random = stage.random("reports");
    this.blemishes = new Anomalies(stage, "reports");
    this.moments = new RowTimes(stage, "reports", blemishes, count());
    this.encounters = new Encounters(stage, blemishes);
    this.prose = stage.prose();
  }

  @Override
  void row(long row, RowSink sink) {
    double day = moments.day(row);
    random.at(row);
    encounters.meet(row, day, 500, random);
    long createdAt = moments.time(day);
    sink.guid(key(row));
    sink.integer(encounters.fromId());
    sink.integer(encounters.toId());
    sink.integer(random.between(1, 6));
    if (random.perMille(600)) {
      sink.text(prose.write(random, lengths.draw(random), Prose.LONGEST));
    } else if (random.perMille(100)) {
      sink.text("");
    } else {
      sink.absent();
    }
    sink.wallTime(createdAt);
    long resolvedAt = RowTimes.after(createdAt, 6 * SiteTime.HOUR, random);
    boolean resolved = random.perMille(850) && resolvedAt < SiteTime.END;
    blemishes.optionalTime(row, resolvedAt, resolved, sink);
    if (resolved) {
      sink.integer(random.between(1, 4));
    } else {
      sink.absent();
    }
  }

  private UUID key(long row) {
    long first = growing(row, 32);
    long last = growing(row, 48);
    long middle = random.next();
    long high = first << 32 | (middle & 0xFFFF_0FFFL) | 0x4000L;
    long low = 0x8000_0000_0000_0000L | (middle >>> 2 & 0x3FFF_0000_0000_0000L) | last;
    return new UUID(high, low);
  }

  /** Draws a number of {@code bits} bits that is greater than that of the row before. */
  private long growing(long row, int bits) {
    long step = (1L << bits) / (count() + 1);
    return row * step + random.below(step);
  }
}
