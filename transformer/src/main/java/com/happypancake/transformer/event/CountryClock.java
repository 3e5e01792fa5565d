package com.happypancake.transformer.event;

import com.happypancake.schemas.value.WallClock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Converts a country's wall-clock times to instants.
 *
 * <p>A time in a gap moves forward by the gap's length. A time in an overlap gets the earlier
 * offset.
 */
public final class CountryClock {

  private static final int STRETCHES = 256;

  /** Clocks change every half year or less often. */
  private static final long TICKS_PER_STRETCH = 91 * WallClock.TICKS_PER_DAY;

  private static final Stretch NO_TIME = new Stretch(0, 0, 0);

  private final ZoneRules rules;

  /**
   * A stretch for each place, mostly the one that holds the place's times. Several threads may
   * replace them at any time.
   */
  private final AtomicReferenceArray<Stretch> stretches =
      new AtomicReferenceArray<>(Collections.nCopies(STRETCHES, NO_TIME).toArray(Stretch[]::new));

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
    int place = Math.floorMod(wallTicks / TICKS_PER_STRETCH, STRETCHES);
    Stretch stretch = stretches.get(place);
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
      stretches.set(place, stretch);
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
