package com.happypancake.sample.row;

import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.Damage;

/** Which rows of one table are dirty, and how. Immutable. */
final class Anomalies {
  private final long offset;

  Anomalies(SampleContext stage, String table) {
    this.offset = stage.random(table + ".dirt").below(1_000_000);
  }

  /** Returns whether {@code row} has {@code dirt}. */
  boolean has(Anomaly dirt, long row) {
    return dirt.in(row, offset);
  }

  /**
   * Puts a nullable time into {@code sink}: {@code time} if it lies within the site's years, or
   * NULL, or one of the two that stand for "never".
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

  /**
   * Puts a required time into {@code sink}: {@code time}, or rarely one that stands for "never".
   */
  void requiredTime(long row, long time, RowSink sink) {
    if (has(Anomaly.NEVER_WHERE_REQUIRED, row)) {
      sink.wallTime((row & 1) == 0 ? SiteTime.DISTANT_PAST : SiteTime.DISTANT_FUTURE);
    } else {
      sink.wallTime(time);
    }
  }

  /** Returns {@code text}, of at most {@code limit} units, damaged where {@code row} is. */
  String text(long row, String text, int limit, RowRandom random) {
    String damaged = text;
    if (has(Anomaly.UNPAIRED_SURROGATE, row)) {
      damaged = Damage.unpairedSurrogate(damaged, limit, random);
    }
    return has(Anomaly.CONTROL_CHARACTER, row)
        ? Damage.controlCharacter(damaged, limit, random)
        : damaged;
  }
}
