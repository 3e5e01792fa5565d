package com.happypancake.sample.row;

import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.social.People;
import com.happypancake.sample.time.DayRhythm;
import com.happypancake.sample.time.Span;
import com.happypancake.sample.time.WallTime;

/**
 * The times of tables that are not in the order in which things happened: any time from when both
 * sides were there to the site's end. Not thread-safe.
 */
final class MemberMoments {
  private final People people;
  private final Blemishes blemishes;
  private final DayRhythm rhythm = new DayRhythm();

  MemberMoments(Stage stage, Blemishes blemishes) {
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
    if (blemishes.has(Dirt.BEFORE_REGISTRATION, row)) {
      double part = random.unit() * (people.registrationTime(member) - WallTime.START);
      return WallTime.onGrid(WallTime.START + (long) part);
    }
    double from = Math.max(fromDay, people.registrationDay(member));
    return rhythm.timeOf(from + random.unit() * (Span.DAYS - from));
  }
}
