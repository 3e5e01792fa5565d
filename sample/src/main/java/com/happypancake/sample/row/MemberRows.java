package com.happypancake.sample.row;

import com.happypancake.sample.plan.SiteClock;
import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.row.Anomalies.Anomaly;
import com.happypancake.sample.text.MemberNames;
import com.happypancake.sample.text.TextGenerator;
import com.happypancake.sample.text.TextLengths;
import java.util.UUID;

/** The rows of Members. */
final class MemberRows extends TableRows.Single {
  private static final int HEADLINE = 200;
  private static final int OLD_HASH_BYTES = 20;
  private static final int HASH_BYTES = 64;
  private static final int SALT_BYTES = 16;
  private static final long NEW_HASHES_SINCE = SiteTime.START + 900 * SiteTime.DAY;
  private static final int[] PRICES = {0, 0, 0, 0, 0, 0, 49_0000, 99_0000, 12_5000, 149_9000};

  private final RowRandom random;
  private final RowRandom style;
  private final Population population;
  private final MemberNames names;
  private final TextGenerator texts;
  private final TextLengths lengths = new TextLengths(130, 0.9, TextGenerator.LONGEST);
  private final Anomalies anomalies;
  private final SiteClock clock;
  private final long cities;

  MemberRows(SampleContext context) {
    super(context.rows("Members"));
    this.random = context.random("members");
    this.style = context.random("members.style");
    this.population = new Population(context);
    this.names =
        new MemberNames(
            context.vocabulary(), context.random("nicknames"), context.random("emails"), count());
    this.texts = context.texts();
    this.anomalies = new Anomalies(context, "members");
    this.clock = context.clock();
    this.cities = context.rows("Cities");
  }

  @Override
  void row(long row, RowSink sink) {
    int rank = (int) row;
    long registeredAt = population.registrationTime(rank);
    random.at(row);
    sink.integer(population.id(rank));
    sink.guid(guid());
    sink.text(nickname(row));
    sink.text(names.email(row, style));
    sink.binary(random.bytes(registeredAt < NEW_HASHES_SINCE ? OLD_HASH_BYTES : HASH_BYTES));
    sink.binary(random.bytes(SALT_BYTES));
    profile(row, registeredAt, sink);
    sink.money(PRICES[random.below(PRICES.length)] - (random.perMille(5) ? 1_2345 : 0));
    sink.bit(random.perMille(80));
    history(row, registeredAt, sink);
  }

  private UUID guid() {
    long high = (random.next() & ~0xF000L) | 0x4000L;
    long low = (random.next() & ~(0xC0L << 56)) | (0x80L << 56);
    return new UUID(high, low);
  }

  private String nickname(long row) {
    if (row > 0 && anomalies.has(Anomaly.CASE_TWIN, row)) {
      String twin = MemberNames.swapCase(names.nickname(row - 1, style.at(row - 1)));
      style.at(row);
      return twin;
    }
    return names.nickname(row, style.at(row));
  }

  private void profile(long row, long registeredAt, RowSink sink) {
    int gender = random.below(100);
    sink.integer(gender < 52 ? 2 : gender < 98 ? 1 : 0);
    int age = 18 + random.below(10) + random.below(14) + random.below(1 + random.below(40));
    long today = Math.floorDiv(registeredAt, SiteTime.DAY);
    sink.date(today - age * 1461L / 4 - random.below(365));
    double place = random.unit();
    sink.integer(1 + (long) (place * place * cities));
    anomalies.optionalText(row, random, 650, () -> texts.title(random, HEADLINE), sink);
    if (random.perMille(700) || anomalies.damagesText(row)) {
      String text = texts.text(random, lengths.draw(random), TextGenerator.LONGEST);
      sink.text(anomalies.text(row, text, TextGenerator.LONGEST, random));
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
    sink.integer(Math.max(18, age - 3 - random.below(10)));
    sink.integer(random.perMille(30) ? 255 : Math.min(120, age + 2 + random.below(15)));
  }

  private void history(long row, long registeredAt, RowSink sink) {
    sink.wallTime(registeredAt);
    if (random.perMille(930)) {
      sink.text(random.perMille(15) ? "" : address());
    } else {
      sink.absent();
    }
    long approvedAt = RowTimes.after(registeredAt, 25 * SiteTime.MINUTE, random);
    anomalies.optionalTime(row, approvedAt, random.perMille(920), sink);
    long changedAt = registeredAt + random.below(SiteTime.END - registeredAt);
    anomalies.optionalTime(row + 1, changedAt, random.perMille(550), sink);
    if (random.perMille(900)) {
      long loginAt = registeredAt + random.below(SiteTime.END - registeredAt);
      sink.offsetTime(loginAt, random.perMille(50) ? 0 : clock.offsetMinutes(loginAt));
    } else {
      sink.absent();
    }
    long deletedAt = SiteTime.onGrid(registeredAt + random.below(SiteTime.END - registeredAt));
    anomalies.optionalTime(row + 2, deletedAt, random.perMille(60), sink);
  }

  /** Returns an address from the ranges that RFC 5737 and RFC 3849 reserve for documentation. */
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
