package com.happypancake.transformer.event;

/**
 * The instant that a wall-clock time stands for.
 *
 * @param ticks 100-nanosecond ticks of UTC since 1970-01-01
 * @param shift what the change to or from daylight saving time did to the wall-clock time
 */
public record Moment(long ticks, Shift shift) {

  /** How a wall clock's time relates to a change of its offset. */
  public enum Shift {
    /** The clock showed the time once. */
    NONE,
    /** The clock never showed the time: it went forward over it. */
    SKIPPED_HOUR,
    /** The clock showed the time twice: it went back over it. */
    REPEATED_HOUR
  }
}
