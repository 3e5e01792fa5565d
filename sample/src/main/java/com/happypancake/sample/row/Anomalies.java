package com.happypancake.sample.row;

import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;
import java.util.function.Supplier;

/** Decides which rows of a table hold dirty data, and of which kinds. Immutable. */
final class Anomalies {
  private static final char[] CONTROLS = {
    '\u0001', '\u0000', '\u0007', '\b', '\u000B', '\u001B', '\u001F', '\u007F'
  };

  private final long offset;

  /**
   * The kinds of dirty data. Each affects every n-th row, so a table of n rows always has it. The
   * periods are primes, so some rows have several kinds.
   */
  enum Anomaly {
    /** 1753-01-01 for "never" in a nullable column. */
    NEVER_LONG_PAST(173),
    /** 9999-12-31 for "never" in a nullable column. */
    NEVER_FAR_FUTURE(89),
    /** 1753-01-01 or 9999-12-31 in a NOT NULL column. */
    NEVER_WHERE_REQUIRED(2503),
    /** The same instant as the previous row. */
    SAME_INSTANT(199),
    /** A read time before the sent time. */
    READ_BEFORE_SENT(307),
    /** A time before the registration of a member that the row names. */
    BEFORE_REGISTRATION(97),
    /** A reference to a member whose row was deleted. */
    DELETED_MEMBER(83),
    /** A time that the country's clocks skipped. */
    SKIPPED_HOUR(499),
    /** A time that the country's clocks showed twice. */
    REPEATED_HOUR(503),
    /** A nickname that differs from another member's only in case. */
    CASE_TWIN(149),
    /** A UTF-16 surrogate without its other half. */
    UNPAIRED_SURROGATE(211),
    /** A control character other than a line break. */
    CONTROL_CHARACTER(223),
    /** An empty string that stands for NULL. */
    EMPTY_TEXT(53);

    private final int period;

    Anomaly(int period) {
      this.period = period;
    }
  }

  Anomalies(SampleContext context, String stream) {
    this.offset = context.random(stream + ".dirt").below(1_000_000);
  }

  boolean has(Anomaly anomaly, long row) {
    return (row + offset) % anomaly.period == 0;
  }

  /**
   * Writes a nullable time: "never" if the row has this anomaly, {@code time} if it is present and
   * in the site's years, or NULL.
   */
  void optionalTime(long row, long time, boolean present, RowSink sink) {
    if (has(Anomaly.NEVER_LONG_PAST, row)) {
      sink.wallTime(SiteTime.DISTANT_PAST);
    } else if (has(Anomaly.NEVER_FAR_FUTURE, row)) {
      sink.wallTime(SiteTime.DISTANT_FUTURE);
    } else if (present && time < SiteTime.END) {
      sink.wallTime(time);
    } else {
      sink.absent();
    }
  }

  /** Writes a required time: {@code time} or "never". */
  void requiredTime(long row, long time, RowSink sink) {
    if (has(Anomaly.NEVER_WHERE_REQUIRED, row)) {
      sink.wallTime((row & 1) == 0 ? SiteTime.DISTANT_PAST : SiteTime.DISTANT_FUTURE);
    } else {
      sink.wallTime(time);
    }
  }

  /**
   * Writes a nullable text: an empty one if the row has this anomaly, {@code text} in {@code
   * perMille} of a thousand other rows, or NULL.
   */
  void optionalText(long row, RowRandom random, int perMille, Supplier<String> text, RowSink sink) {
    if (has(Anomaly.EMPTY_TEXT, row)) {
      sink.text("");
    } else if (random.perMille(perMille)) {
      sink.text(text.get());
    } else {
      sink.absent();
    }
  }

  /** Returns whether a text of {@code row} is damaged. */
  boolean damagesText(long row) {
    return has(Anomaly.UNPAIRED_SURROGATE, row) || has(Anomaly.CONTROL_CHARACTER, row);
  }

  /** Returns at most {@code limit} units of {@code text} with the damage of {@code row}. */
  String text(long row, String text, int limit, RowRandom random) {
    String damaged = text;
    if (has(Anomaly.UNPAIRED_SURROGATE, row)) {
      damaged = withUnpairedSurrogate(damaged, limit, random);
    }
    return has(Anomaly.CONTROL_CHARACTER, row)
        ? withControlCharacter(damaged, limit, random)
        : damaged;
  }

  /** Returns at most {@code limit} units of {@code text} with an added unpaired surrogate. */
  static String withUnpairedSurrogate(String text, int limit, RowRandom random) {
    // A low half (U+DC00 to U+DFFF) is unpaired unless it follows a high half. A high half (U+D800
    // to U+DBFF) is unpaired unless it precedes a low half.
    char half = (char) (0xD83C + random.below(2) * 0x400 + random.below(0x100));
    return insert(text, half, limit, random);
  }

  /** Returns at most {@code limit} units of {@code text} with an added control character. */
  static String withControlCharacter(String text, int limit, RowRandom random) {
    return insert(text, CONTROLS[random.below(CONTROLS.length)], limit, random);
  }

  private static String insert(String text, char unit, int limit, RowRandom random) {
    // Stay within the limit, so that the cut never removes the character.
    int place = random.below(Math.min(text.length(), limit - 1) + 1);
    if (place > 0 && place < text.length() && Character.isLowSurrogate(text.charAt(place))) {
      place--;
    }
    String longer = text.substring(0, place) + unit + text.substring(place);
    if (longer.length() <= limit) {
      return longer;
    }
    boolean cutsPair = Character.isHighSurrogate(longer.charAt(limit - 1)) && place != limit - 1;
    return longer.substring(0, cutsPair ? limit - 1 : limit);
  }
}
