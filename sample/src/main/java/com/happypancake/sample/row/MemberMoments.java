package com.happypancake.sample.row;

import com.happypancake.sample.plan.DayRhythm;
import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.plan.Span;
import com.happypancake.sample.random.RowRandom;

/**
 * The times of tables that are not in the order in which things happened: any time from when both
 * sides were there to the site's end. Not thread-safe.
 */
final class MemberMoments {
  private final Population people;
  private final Anomalies blemishes;
  private final DayRhythm rhythm = new DayRhythm();

  MemberMoments(SampleContext stage, Anomalies blemishes) {
    this.people = stage.people();
    this.blemishes = blemishes;
  }

  /**
   * Draws the time of a row.
   *
   * @param fromDay the even day from which one side was there
   * @param memberId the other side, a member; a dirty row is older than its registration
   */
  long time(long row, double fromDay, long memberId, RowRandom random) {
    int member = people.rankOf(memberId);
    if (blemishes.has(Anomaly.BEFORE_REGISTRATION, row)) {
      double part = random.unit() * (people.registrationTime(member) - SiteTime.START);
      return SiteTime.onGrid(SiteTime.START + (long) part);
    }
    double from = Math.max(fromDay, people.registrationDay(member));
    return rhythm.timeOf(from + random.unit() * (Span.DAYS - from));
  }
}
