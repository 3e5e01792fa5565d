package com.happypancake.sample.row;

import com.happypancake.sample.plan.Growth;
import com.happypancake.sample.plan.SiteClock;
import com.happypancake.sample.random.ParetoWeights;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.random.SparseIds;

/**
 * The members: who is registered on which day, who acts, and toward whom.
 *
 * <p>A member's rank is its number in the order of registration, starting at 0. So the members
 * registered by a day are the ranks below a bound. A few members are far more active, and others
 * far more popular, than the rest. Each member mostly deals with a small circle. Not thread-safe,
 * because it moves random cursors.
 */
final class Population {
  /** The fewest members. {@link #partner} needs two. */
  private static final int FEWEST = 2;

  private static final int CIRCLE = 12;

  private final SiteClock clock;
  private final ParetoWeights activity;
  private final ParetoWeights popularity;
  private final SparseIds ids;
  private final RowRandom registration;
  private final RowRandom circle;
  private final Growth growth = new Growth(0, 3, 10, 18, 17, 14, 12, 11, 10, 8);

  Population(SampleContext context) {
    this.clock = context.clock();
    this.activity = context.activity();
    this.popularity = context.popularity();
    this.ids = new SparseIds(context.random("members.id"), size());
    this.registration = context.random("members.registration");
    this.circle = context.random("circle");
  }

  /** Returns the number of members. */
  int size() {
    return activity.size();
  }

  /** Returns the MemberId of the given rank. */
  long id(int rank) {
    return ids.id(rank);
  }

  /** Returns a MemberId near that of {@code rank} whose row was deleted. */
  long deletedId(int rank) {
    return ids.absentId(rank);
  }

  /** Returns the rank of a member, or of the next member if the id was deleted. */
  int rankOf(long id) {
    return (int) ids.rankOf(id);
  }

  /** Returns the even day on which {@code rank} registered. It grows with the rank. */
  double registrationDay(int rank) {
    return growth.dayOf((rank + registration.at(rank).unit()) / size());
  }

  /** Returns the time at which {@code rank} registered. */
  long registrationTime(int rank) {
    return clock.timeOf(registrationDay(rank));
  }

  /** Returns the number of members registered by the even day {@code day}, at least 2. */
  int registeredBy(double day) {
    return Math.max(FEWEST, (int) (growth.shareBy(day) * size()));
  }

  /** Picks a member who acts, among the first {@code registered} members. */
  int actor(RowRandom random, int registered) {
    return activity.pick(random, 0, registered);
  }

  /**
   * Picks the member toward whom {@code actor} acts: another of the first {@code registered}
   * members, mostly from the actor's circle.
   */
  int partner(RowRandom random, int actor, int registered) {
    int friend = random.below(1 + random.below(CIRCLE));
    int partner = popularity.pick(circle.at(actor, friend), 0, size());
    if (partner >= registered) {
      partner = popularity.pick(random, 0, registered);
    }
    return partner != actor ? partner : (actor + 1) % registered;
  }

  /**
   * Picks a popular member with a rank in [{@code from}, {@code to}). Returns {@code from} if the
   * range is empty.
   */
  int popular(RowRandom random, int from, int to) {
    return from < to ? popularity.pick(random, from, to) : from;
  }
}
