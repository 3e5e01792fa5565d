package com.happypancake.sample.plan;

import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.value.WallClock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Objects;

/**
 * The wall clock of a country's site: the hours in which people use the site, and the change
 * between winter and summer time.
 *
 * <p>Times are {@link SiteTime}s. An even day is a number of days since {@link SiteTime#START}. Its
 * fraction grows with the rows of that day. Immutable.
 */
public final class SiteClock {
  private static final int HOURS = 24;

  /** The relative number of rows in each hour of the day. */
  private static final int[] WEIGHTS = {
    30, 18, 10, 6, 4, 5, 9, 16, 24, 30, 33, 36, 40, 38, 38, 42, 48, 56, 66, 78, 88, 90, 74, 50
  };

  private final double[] cumulative = new double[HOURS + 1];
  private final ZoneRules rules;

  /** Creates the clock of {@code country}. */
  public SiteClock(SampleCountry country) {
    this.rules = Country.of(country.name()).zone().getRules();
    double total = 0;
    for (int weight : WEIGHTS) {
      total += weight;
    }
    double sum = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      sum += WEIGHTS[hour];
      cumulative[hour + 1] = sum / total;
    }
  }

  /**
   * Returns the time of an even day, on the grid of {@code datetime}. The time grows with the day.
   * Most times are in the evening and few before dawn.
   */
  public long timeOf(double day) {
    long whole = (long) day;
    double part = day - whole;
    int hour = 0;
    while (hour < HOURS - 1 && part >= cumulative[hour + 1]) {
      hour++;
    }
    double within = (part - cumulative[hour]) / (cumulative[hour + 1] - cumulative[hour]);
    long point = (long) ((hour + Math.min(within, 1)) / HOURS * SiteTime.POINTS_PER_DAY);
    return SiteTime.ofPoints(
        whole * SiteTime.POINTS_PER_DAY + Math.min(SiteTime.POINTS_PER_DAY - 1, point));
  }

  /** Returns the start of the hour that the clock skips in {@code year}. */
  public long skippedHour(int year) {
    return WallClock.toTicks(lastChangeBefore(year, Month.JULY).getDateTimeBefore());
  }

  /** Returns the start of the hour that the clock shows twice in {@code year}. */
  public long repeatedHour(int year) {
    return WallClock.toTicks(lastChangeBefore(year, Month.DECEMBER).getDateTimeAfter());
  }

  private ZoneOffsetTransition lastChangeBefore(int year, Month month) {
    return Objects.requireNonNull(
        rules.previousTransition(
            LocalDate.of(year, month, 1).atStartOfDay().toInstant(ZoneOffset.UTC)));
  }

  /**
   * Returns how many minutes the clock is ahead of UTC at {@code time}. In a skipped or repeated
   * hour, this is the offset of summer time.
   */
  public int offsetMinutes(long time) {
    LocalDateTime shown = WallClock.toTime(time);
    List<ZoneOffset> offsets = rules.getValidOffsets(shown);
    ZoneOffset offset =
        offsets.isEmpty() ? rules.getTransition(shown).getOffsetAfter() : offsets.get(0);
    return offset.getTotalSeconds() / 60;
  }
}
