package com.happypancake.sample.row;

import com.happypancake.sample.plan.DaylightSaving;
import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.Emails;
import com.happypancake.sample.text.Nicknames;
import com.happypancake.sample.text.Prose;
import com.happypancake.sample.text.TextLengths;
import java.util.UUID;

/** The rows of Members. */
final class MemberRows extends NumberedRows {
  private static final int HEADLINE = 200;
  private static final int OLD_HASH_BYTES = 20;
  private static final int HASH_BYTES = 64;
  private static final int SALT_BYTES = 16;
  private static final long NEW_HASHES_SINCE = SiteTime.START + 900 * SiteTime.DAY;
  private static final int[] PRICES = {0, 0, 0, 0, 0, 0, 49_0000, 99_0000, 12_5000, 149_9000};

  private final RowRandom random;
  private final RowRandom style;
  private final Population people;
  private final Nicknames nicknames;
  private final Emails emails;
  private final Prose prose;
  private final TextLengths lengths = new TextLengths(130, 0.9, Prose.LONGEST);
  private final Anomalies blemishes;
  private final DaylightSaving daylightSaving;
  private final long cities;

  MemberRows(SampleContext stage) {
    super(stage.volumes().members());
    this.random = stage.random("members");
    this.style = stage.random("members.style");
    this.people = stage.people();
    this.nicknames = new Nicknames(stage.vocabulary(), stage.random("nicknames"), count());
    this.emails = new Emails(stage.vocabulary(), stage.random("emails"), count());
    this.prose = stage.prose();
    this.blemishes = new Anomalies(stage, "members");
    this.daylightSaving = stage.country().daylightSaving();
    this.cities = stage.volumes().cities();
  }

  @Override
  void row(long row, RowSink sink) {
    int rank = (int) row;
    long registeredAt = people.registrationTime(rank);
    random.at(row);
    sink.integer(people.id(rank));
    sink.guid(guid(random));
    sink.text(nickname(row));
    sink.text(emails.of(row, style));
    sink.binary(random.bytes(registeredAt < NEW_HASHES_SINCE ? OLD_HASH_BYTES : HASH_BYTES));
    sink.binary(random.bytes(SALT_BYTES));
    describe(row, registeredAt, sink);
    sink.money(PRICES[random.below(PRICES.length)] - (random.perMille(5) ? 1_2345 : 0));
    sink.bit(random.perMille(80));
    live(row, registeredAt, sink);
  }

  /** A random version 4 UUID. */
  private static UUID guid(RowRandom random) {
    long high = (random.next() & ~0xF000L) | 0x4000L;
    long low = (random.next() & ~(0xC0L << 56)) | (0x80L << 56);
    return new UUID(high, low);
  }

  private String nickname(long row) {
    if (row > 0 && blemishes.has(Anomaly.CASE_TWIN, row)) {
      String twin = Nicknames.twin(nicknames.of(row - 1, style.at(row - 1)));
      style.at(row);
      return twin;
    }
    return nicknames.of(row, style.at(row));
  }

  private void describe(long row, long registeredAt, RowSink sink) {
    int gender = random.below(100);
    sink.integer(gender < 52 ? 2 : gender < 98 ? 1 : 0);
    int age = 18 + random.below(10) + random.below(14) + random.below(1 + random.below(40));
    long today = Math.floorDiv(registeredAt, SiteTime.DAY);
    sink.date(today - age * 1461L / 4 - random.below(365));
    double place = random.unit();
    sink.integer(1 + (long) (place * place * cities));
    boolean empty = blemishes.has(Anomaly.EMPTY_TEXT, row);
    if (empty || random.perMille(650)) {
      String headline = empty ? "" : prose.title(random, HEADLINE);
      sink.text(headline);
    } else {
      sink.absent();
    }
    if (random.perMille(700) || damaged(row)) {
      String text = prose.write(random, lengths.draw(random), Prose.LONGEST);
      sink.text(blemishes.text(row, text, Prose.LONGEST, random));
    } else if (random.perMille(60)) {
      sink.text("");
    } else {
      sink.absent();
    }
    if (random.perMille(700)) {
      sink.integer(148 + random.below(30) + random.below(25));
    } else {
      sink.absent();
    }
    sink.integer(random.below(3));
    int youngest = Math.max(18, age - 3 - random.below(10));
    sink.integer(youngest);
    sink.integer(random.perMille(30) ? 255 : Math.min(120, age + 2 + random.below(15)));
  }

  private boolean damaged(long row) {
    return blemishes.has(Anomaly.UNPAIRED_SURROGATE, row)
        || blemishes.has(Anomaly.CONTROL_CHARACTER, row);
  }

  private void live(long row, long registeredAt, RowSink sink) {
    sink.wallTime(registeredAt);
    if (random.perMille(930)) {
      sink.text(random.perMille(15) ? "" : address());
    } else {
      sink.absent();
    }
    long approvedAt = RowTimes.after(registeredAt, 25 * SiteTime.MINUTE, random);
    blemishes.optionalTime(row, approvedAt, random.perMille(920), sink);
    long changedAt = registeredAt + random.below(SiteTime.END - registeredAt);
    blemishes.optionalTime(row + 1, changedAt, random.perMille(550), sink);
    if (random.perMille(900)) {
      long loginAt = registeredAt + random.below(SiteTime.END - registeredAt);
      sink.offsetTime(loginAt, random.perMille(50) ? 0 : daylightSaving.offsetMinutes(loginAt));
    } else {
      sink.absent();
    }
    long deletedAt = SiteTime.onGrid(registeredAt + random.below(SiteTime.END - registeredAt));
    blemishes.optionalTime(row + 2, deletedAt, random.perMille(60), sink);
  }

  /** An address of the ranges that RFC 5737 and RFC 3849 reserve for documentation. */
  private String address() {
    int last = random.below(256);
    return switch (random.below(8)) {
      case 0 -> "2001:db8::" + Integer.toHexString(1 + random.below(0xFFFF));
      case 1, 2 -> "198.51.100." + last;
      case 3, 4 -> "203.0.113." + last;
      default -> "192.0.2." + last;
    };
  }
}
