package com.happypancake.transformer.event;

import com.happypancake.schemas.value.WallClock;
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
    LocalDateTime time = WallClock.toTime(wallTicks);
    // If a time has no offset or two, this is the offset before the change. In a gap it moves the
    // time forward. In an overlap it gives the earlier instant.
    ZoneOffset offset = rules.getOffset(time);
    long ticks = wallTicks - offset.getTotalSeconds() * WallClock.TICKS_PER_SECOND;
    return new UtcTime(ticks, shift(time));
  }

  private Shift shift(LocalDateTime time) {
    ZoneOffsetTransition transition = rules.getTransition(time);
    if (transition == null) {
      return Shift.NONE;
    }
    return transition.isGap() ? Shift.GAP : Shift.OVERLAP;
  }
}
