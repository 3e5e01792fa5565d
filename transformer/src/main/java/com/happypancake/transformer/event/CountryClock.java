package com.happypancake.transformer.event;

import com.happypancake.schemas.value.WallClock;
import com.happypancake.transformer.event.Moment.Shift;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Turns a country's wall-clock times into instants.
 *
 * <p>In a repeated hour the earlier offset holds; a time in a skipped hour moves forward by the
 * length of the gap.
 */
public final class CountryClock {

  private final ZoneRules rules;

  /** A clock of the given zone. */
  public CountryClock(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /**
   * Returns the instant of a wall-clock time.
   *
   * @param wallTicks 100-nanosecond ticks since 1970-01-01T00:00:00
   */
  public Moment toMoment(long wallTicks) {
    LocalDateTime time = WallClock.toTime(wallTicks);
    // Of a time that has no offset or two, this is the one before the change: in a gap it moves the
    // time forward, in an overlap it is the earlier instant's.
    ZoneOffset offset = rules.getOffset(time);
    long ticks = wallTicks - offset.getTotalSeconds() * WallClock.TICKS_PER_SECOND;
    return new Moment(ticks, shift(time));
  }

  private Shift shift(LocalDateTime time) {
    ZoneOffsetTransition transition = rules.getTransition(time);
    if (transition == null) {
      return Shift.NONE;
    }
    return transition.isGap() ? Shift.SKIPPED_HOUR : Shift.REPEATED_HOUR;
  }
}
