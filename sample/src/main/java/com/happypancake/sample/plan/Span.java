package com.happypancake.sample.plan;

import java.time.LocalDate;

/**
 * The years that a legacy site lived: from the first midnight of 2008 to that of 2016, by its own
 * wall clock.
 */
public final class Span {
  /** The first day. */
  public static final LocalDate FIRST_DAY = LocalDate.of(2008, 1, 1);

  /** The number of years. */
  public static final int YEARS = 8;

  /** The number of days. */
  public static final int DAYS = daysUntilYear(YEARS);

  private Span() {}

  /** Returns the number of days from the first day to the first of January {@code years} later. */
  static int daysUntilYear(int years) {
    return (int) (FIRST_DAY.plusYears(years).toEpochDay() - FIRST_DAY.toEpochDay());
  }
}
