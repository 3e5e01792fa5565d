package com.happypancake.sample.row;

import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.random.SparseIds;
import com.happypancake.sample.row.Anomalies.Anomaly;
import com.happypancake.sample.text.TextGenerator;
import com.happypancake.sample.text.TextLengths;
import java.util.UUID;

/**
 * The rows of the tables in which one member acts toward another, in time order. Apart from
 * anomalies, both members are registered at that time.
 */
abstract class InteractionRows extends TableRows.Single {
  final RowRandom random;
  final Anomalies anomalies;
  final RowTimes times;
  private final Population population;

  /** The number of rows in a thousand in which the more popular member acts. */
  private final int swappedPerMille;

  private long fromId;
  private long toId;

  InteractionRows(SampleContext context, String table, String stream, int swappedPerMille) {
    super(context.rows(table));
    this.random = context.random(stream);
    this.anomalies = new Anomalies(context, stream);
    this.times = new RowTimes(context, stream, count());
    this.population = new Population(context);
    this.swappedPerMille = swappedPerMille;
  }

  @Override
  final void row(long row, RowSink sink) {
    double day = times.day(row);
    random.at(row);
    pickPair(row, day);
    values(row, day, sink);
  }

  /** Writes the values of {@code row}, whose even day is {@code day}. */
  abstract void values(long row, double day, RowSink sink);

  private void pickPair(long row, double day) {
    int registered = population.registeredBy(day);
    int from = population.actor(random, registered);
    int to = population.partner(random, from, registered);
    if (anomalies.has(Anomaly.BEFORE_REGISTRATION, row)) {
      to = population.popular(random, registered, population.size());
      to = to < population.size() && to != from ? to : (from + 1) % population.size();
    }
    if (random.perMille(swappedPerMille)) {
      int swapped = from;
      from = to;
      to = swapped;
    }
    boolean deleted = anomalies.has(Anomaly.DELETED_MEMBER, row);
    boolean senderDeleted = deleted && random.perMille(500);
    fromId = senderDeleted ? population.deletedId(from) : population.id(from);
    toId = deleted && !senderDeleted ? population.deletedId(to) : population.id(to);
  }

  /** Writes the ids of both members. The member who acts comes first. */
  final void members(RowSink sink) {
    sink.integer(fromId);
    sink.integer(toId);
  }

  /** Writes SentAt and ReadAt. */
  final void sentAndRead(long row, double day, RowSink sink) {
    long sentAt = times.time(row, day, random);
    anomalies.requiredTime(row, sentAt, sink);
    if (anomalies.has(Anomaly.READ_BEFORE_SENT, row)) {
      long earlier = sentAt - SiteTime.SECOND - random.below(SiteTime.HOUR);
      sink.wallTime(SiteTime.onGrid(earlier));
    } else {
      long readAt = RowTimes.after(sentAt, 3 * SiteTime.HOUR, random);
      anomalies.optionalTime(row, readAt, random.perMille(800), sink);
    }
  }

  static final class Messages extends InteractionRows {
    private static final int SUBJECT = 200;

    private final SparseIds ids;
    private final TextGenerator texts;
    private final TextLengths lengths = new TextLengths(232, 1.0, TextGenerator.LONGEST);

    Messages(SampleContext context) {
      super(context, "Messages", "messages", 450);
      this.ids = new SparseIds(context.random("messages.id"), count());
      this.texts = context.texts();
    }

    @Override
    void values(long row, double day, RowSink sink) {
      sink.integer(ids.id(row));
      members(sink);
      anomalies.optionalText(row, random, 450, () -> texts.title(random, SUBJECT), sink);
      int length = random.perMille(30) ? 1 : lengths.draw(random);
      String body = texts.text(random, length, TextGenerator.LONGEST);
      sink.text(anomalies.text(row, body, TextGenerator.LONGEST, random));
      sentAndRead(row, day, sink);
      boolean both = random.perMille(30);
      sink.bit(both || random.perMille(150));
      sink.bit(both || random.perMille(100));
    }
  }

  static final class Flirts extends InteractionRows {
    private static final int[] TYPES = {1, 1, 1, 2, 2, 3, 4, 200};

    Flirts(SampleContext context) {
      super(context, "Flirts", "flirts", 250);
    }

    @Override
    void values(long row, double day, RowSink sink) {
      sink.integer(row + 1);
      members(sink);
      sink.integer(TYPES[random.below(TYPES.length)]);
      sentAndRead(row, day, sink);
    }
  }

  static final class Blocks extends InteractionRows {
    Blocks(SampleContext context) {
      super(context, "Blocks", "blocks", 600);
    }

    @Override
    void values(long row, double day, RowSink sink) {
      long createdAt = times.time(day);
      sink.integer(row + 1);
      members(sink);
      sink.wallTime(createdAt);
      long removedAt = RowTimes.after(createdAt, 20 * SiteTime.DAY, random);
      anomalies.optionalTime(row, removedAt, random.perMille(300), sink);
    }
  }

  /**
   * Keys are version 4 UUIDs whose first 32 and last 48 bits both grow with the row. SQL Server
   * compares the last six bytes of a {@code uniqueidentifier} first, other systems the first four.
   * Both orders are the order of the rows.
   */
  static final class AbuseReports extends InteractionRows {
    private final TextGenerator texts;
    private final TextLengths lengths = new TextLengths(120, 0.8, TextGenerator.LONGEST);

    AbuseReports(SampleContext context) {
      super(context, "AbuseReports", "reports", 500);
      this.texts = context.texts();
    }

    @Override
    void values(long row, double day, RowSink sink) {
      long createdAt = times.time(day);
      sink.guid(key(row));
      members(sink);
      sink.integer(random.between(1, 6));
      if (random.perMille(600)) {
        sink.text(texts.text(random, lengths.draw(random), TextGenerator.LONGEST));
      } else if (random.perMille(100)) {
        sink.text("");
      } else {
        sink.absent();
      }
      sink.wallTime(createdAt);
      long resolvedAt = RowTimes.after(createdAt, 6 * SiteTime.HOUR, random);
      boolean resolved = random.perMille(850) && resolvedAt < SiteTime.END;
      anomalies.optionalTime(row, resolvedAt, resolved, sink);
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

    /** Draws a number of {@code bits} bits that is greater than the previous row's. */
    private long growing(long row, int bits) {
      long step = (1L << bits) / (count() + 1);
      return row * step + random.below(step);
    }
  }
}
