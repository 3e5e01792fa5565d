package com.happypancake.sample.row;

import com.happypancake.sample.plan.DayRhythm;
import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.plan.Span;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.random.WeightedRowsPerOwner;
import java.util.Arrays;

/**
 * The rows of ProfileVisits.
 *
 * <p>A visitor's keys are packed into one number each, the visited member above the time, so that
 * sorting them is sorting the rows. Times are grid points since the site's start; 0 stands for the
 * distant past, which sorts first as it should.
 */
final class ProfileVisitRows extends OwnedRows {
  private static final int TIME_BITS = 37;
  private static final long TIME_MASK = (1L << TIME_BITS) - 1;
  private static final int DELETED_PER_MILLE = 6;

  private final RowRandom random;
  private final Population people;
  private final Anomalies blemishes;
  private final DayRhythm rhythm = new DayRhythm();
  private long[] visits = new long[64];

  ProfileVisitRows(SampleContext stage) {
    super(new WeightedRowsPerOwner(stage.people().activity(), stage.volumes().profileVisits()));
    this.random = stage.random("visits");
    this.people = stage.people();
    this.blemishes = new Anomalies(stage, "visits");
  }

  @Override
  void prepare(int owner, long start, int count) {
    if (visits.length < count) {
      visits = new long[Math.max(count, 2 * visits.length)];
    }
    double registered = people.registrationDay(owner);
    random.at(owner);
    for (int i = 0; i < count; i++) {
      visits[i] = visit(owner, registered, start + i);
    }
    Arrays.sort(visits, 0, count);
    for (int i = 1; i < count; i++) {
      visits[i] = Math.max(visits[i], visits[i - 1] + 1);
    }
  }

  private long visit(int owner, double registered, long row) {
    double day = registered + random.unit() * (Span.DAYS - registered);
    int known = people.registeredBy(day);
    int visited =
        blemishes.has(Anomaly.BEFORE_REGISTRATION, row)
            ? Math.min(people.popular(random, known, people.members()), people.members() - 1)
            : people.partner(random, owner, Math.max(known, Math.min(owner + 1, people.members())));
    boolean deleted = random.perMille(DELETED_PER_MILLE);
    long visitedId = deleted ? people.deletedId(visited) : people.id(visited);
    boolean never = blemishes.has(Anomaly.NEVER_WHERE_REQUIRED, row);
    long time = never ? 0 : Math.max(1, SiteTime.toPoints(rhythm.timeOf(day)));
    return visitedId << TIME_BITS | time;
  }

  @Override
  void row(int owner, long row, int index, RowSink sink) {
    long visit = visits[index];
    long time = visit & TIME_MASK;
    sink.integer(people.id(owner));
    sink.integer(visit >>> TIME_BITS);
    sink.wallTime(time == 0 ? SiteTime.DISTANT_PAST : SiteTime.ofPoints(time));
  }
}
