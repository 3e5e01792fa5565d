package com.happypancake.sample.row;

import com.happypancake.sample.plan.SiteClock;
import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.random.RowsPerOwner;
import com.happypancake.sample.row.Anomalies.Anomaly;
import java.util.Arrays;

/**
 * The rows of ProfileVisits.
 *
 * <p>One number holds the rest of the key, the visited member and the time, so that numbers sort
 * like rows. The time is in grid points since the site's start. 0 means the distant past, which
 * sorts first.
 */
final class ProfileVisitRows extends TableRows.Owned {
  private static final int TIME_BITS = 37;
  private static final long TIME_MASK = (1L << TIME_BITS) - 1;
  private static final int DELETED_PER_MILLE = 6;

  private final RowRandom random;
  private final Population population;
  private final Anomalies anomalies;
  private final SiteClock clock;
  private long[] visits = new long[64];

  ProfileVisitRows(SampleContext context) {
    super(RowsPerOwner.weighted(context.activity(), context.rows("ProfileVisits")));
    this.random = context.random("visits");
    this.population = new Population(context);
    this.clock = context.clock();
    this.anomalies = new Anomalies(context, "visits");
  }

  @Override
  void prepare(int owner, long start, int count) {
    if (visits.length < count) {
      visits = new long[Math.max(count, 2 * visits.length)];
    }
    double registered = population.registrationDay(owner);
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
    double day = registered + random.unit() * (SiteTime.DAYS - registered);
    int known = population.registeredBy(day);
    int visited =
        anomalies.has(Anomaly.BEFORE_REGISTRATION, row)
            ? Math.min(population.popular(random, known, population.size()), population.size() - 1)
            : population.partner(
                random, owner, Math.max(known, Math.min(owner + 1, population.size())));
    boolean deleted = random.perMille(DELETED_PER_MILLE);
    long visitedId = deleted ? population.deletedId(visited) : population.id(visited);
    boolean never = anomalies.has(Anomaly.NEVER_WHERE_REQUIRED, row);
    long time = never ? 0 : Math.max(1, SiteTime.toPoints(clock.timeOf(day)));
    return visitedId << TIME_BITS | time;
  }

  @Override
  void row(int owner, long row, int index, RowSink sink) {
    long visit = visits[index];
    long time = visit & TIME_MASK;
    sink.integer(population.id(owner));
    sink.integer(visit >>> TIME_BITS);
    sink.wallTime(time == 0 ? SiteTime.DISTANT_PAST : SiteTime.ofPoints(time));
  }
}
