package com.happypancake.sample.row;

import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.Damage;
import com.happypancake.sample.time.WallTime;

/** Which rows of one table are dirty, and how. Immutable. */
final class Blemishes {
  private final long offset;

  Blemishes(Stage stage, String table) {
    this.offset = stage.random(table + ".dirt").below(1_000_000);
  }

  /** Returns whether {@code row} has {@code dirt}. */
  boolean has(Dirt dirt, long row) {
    return dirt.in(row, offset);
  }

  /**
   * Puts a nullable time into {@code sink}: {@code time} if it lies within the site's years, or
   * NULL, or one of the two that stand for "never".
   */
  void optionalTime(long row, long time, boolean present, RowSink sink) {
    if (has(Dirt.NEVER_LONG_PAST, row)) {
      sink.wallTime(WallTime.DISTANT_PAST);
    } else if (has(Dirt.NEVER_FAR_FUTURE, row)) {
      sink.wallTime(WallTime.DISTANT_FUTURE);
    } else if (present && time < WallTime.END) {
      sink.wallTime(time);
    } else {
      sink.absent();
    }
  }

  /**
   * Puts a required time into {@code sink}: {@code time}, or rarely one that stands for "never".
   */
  void requiredTime(long row, long time, RowSink sink) {
    if (has(Dirt.NEVER_WHERE_REQUIRED, row)) {
      sink.wallTime((row & 1) == 0 ? WallTime.DISTANT_PAST : WallTime.DISTANT_FUTURE);
    } else {
      sink.wallTime(time);
    }
  }

  /** Returns {@code text}, of at most {@code limit} units, damaged where {@code row} is. */
  String text(long row, String text, int limit, RowRandom random) {
    String damaged = text;
    if (has(Dirt.UNPAIRED_SURROGATE, row)) {
      damaged = Damage.unpairedSurrogate(damaged, limit, random);
    }
    return has(Dirt.CONTROL_CHARACTER, row)
        ? Damage.controlCharacter(damaged, limit, random)
        : damaged;
  }
}
