package com.happypancake.transformer.event;

import com.happypancake.schemas.value.WallClock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Converts a country's wall-clock times to instants.
 *
 * <p>A time in a gap moves forward by the gap's length. A time in an overlap gets the earlier
 * offset.
 */
public final class CountryClock {

  private final ZoneRules rules;

  /** Consecutive times are mostly close. Several threads may replace it at any time. */
  private volatile Stretch last = new Stretch(0, 0, 0);

  /** How a wall-clock time relates to a change of the clock's offset. */
  public enum Shift {
    /** The clock showed the time exactly once. */
    NONE,
    /** The clock never showed the time, because it was put forward. */
    GAP,
    /** The clock showed the time twice, because it was put back. */
    OVERLAP
  }

  /**
   * The instant of a wall-clock time.
   *
   * @param ticks the 100-nanosecond ticks of UTC since 1970-01-01
   * @param shift how the time relates to a change of the offset
   */
  public record UtcTime(long ticks, Shift shift) {}

  /** Creates a clock of the given zone. */
  public CountryClock(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /**
   * Returns the instant of a wall-clock time.
   *
   * @param wallTicks 100-nanosecond ticks since 1970-01-01T00:00:00
   */
  public UtcTime toUtc(long wallTicks) {
    Stretch stretch = last;
    if (wallTicks < stretch.fromWallTicks || wallTicks >= stretch.toWallTicks) {
      LocalDateTime time = WallClock.toTime(wallTicks);
      ZoneOffsetTransition transition = rules.getTransition(time);
      if (transition != null) {
        // This is the offset before the change. In a gap it moves the time forward. In an overlap
        // it gives the earlier instant.
        return new UtcTime(
            wallTicks - ticks(transition.getOffsetBefore()),
            transition.isGap() ? Shift.GAP : Shift.OVERLAP);
      }
      stretch = stretch(time);
      last = stretch;
    }
    return new UtcTime(wallTicks - stretch.offsetTicks, Shift.NONE);
  }

  /** Returns the times around a time that has exactly one offset. */
  private Stretch stretch(LocalDateTime time) {
    ZoneOffset offset = rules.getOffset(time);
    Instant instant = time.toInstant(offset);
    // The change at or before the instant.
    ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
    ZoneOffsetTransition after = rules.nextTransition(instant);
    return new Stretch(
        before == null ? Long.MIN_VALUE : later(before),
        after == null ? Long.MAX_VALUE : earlier(after),
        ticks(offset));
  }

  private static long earlier(ZoneOffsetTransition transition) {
    return WallClock.toTicks(
        transition.isGap() ? transition.getDateTimeBefore() : transition.getDateTimeAfter());
  }

  private static long later(ZoneOffsetTransition transition) {
    return WallClock.toTicks(
        transition.isGap() ? transition.getDateTimeAfter() : transition.getDateTimeBefore());
  }

  private static long ticks(ZoneOffset offset) {
    return offset.getTotalSeconds() * WallClock.TICKS_PER_SECOND;
  }

  /**
   * The wall-clock times between two changes of the offset, of which each was shown once.
   *
   * @param fromWallTicks the first time
   * @param toWallTicks the first time after them
   */
  private record Stretch(long fromWallTicks, long toWallTicks, long offsetTicks) {}
}
