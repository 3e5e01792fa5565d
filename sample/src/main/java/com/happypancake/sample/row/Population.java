package com.happypancake.sample.row;

import com.happypancake.sample.plan.DayRhythm;
import com.happypancake.sample.plan.Growth;
import com.happypancake.sample.random.Origin;
import com.happypancake.sample.random.ParetoWeights;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.random.SparseIds;

/**
 * The members as a society: who there is on which day, who acts, and whom the acts are for.
 *
 * <p>Members have ranks, 0 to {@link #members} - 1, in the order of their registration, so those
 * who are registered on a day are the ranks below a bound. A few are far more active, and others
 * far more popular, than the rest; everybody mostly deals with a small circle. Not thread-safe, as
 * it moves random cursors; the two large arrays, 8 bytes a member each, are immutable and shared by
 * {@link #copy}.
 */
public final class Population {
  /** The fewest members that other methods can pick from. */
  public static final int FEWEST = 2;

  private static final int CIRCLE = 12;

  private final Origin origin;
  private final ParetoWeights activity;
  private final ParetoWeights popularity;
  private final SparseIds ids;
  private final RowRandom registration;
  private final RowRandom circle;
  private final Growth growth = new Growth(0, 3, 10, 18, 17, 14, 12, 11, 10, 8);
  private final DayRhythm rhythm = new DayRhythm();

  /**
   * Makes the society of {@code members} members, at least {@link #FEWEST}.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  public Population(Origin origin, int members) {
    this(
        origin,
        members,
        new ParetoWeights(origin.random("activity"), members, false),
        new ParetoWeights(origin.random("popularity"), members, true));
    if (members < FEWEST) {
      throw new IllegalArgumentException(
          "members of a sample: expected at least " + FEWEST + ", got " + members);
    }
  }

  private Population(Origin origin, int members, ParetoWeights activity, ParetoWeights popularity) {
    this.origin = origin;
    this.activity = activity;
    this.popularity = popularity;
    this.ids = new SparseIds(origin.random("members.id"), members);
    this.registration = origin.random("members.registration");
    this.circle = origin.random("circle");
  }

  /** Returns the same society with cursors of its own, for another thread or another table. */
  public Population copy() {
    return new Population(origin, members(), activity, popularity);
  }

  /** Returns the number of members. */
  public int members() {
    return activity.members();
  }

  /** Returns the weights by which members act. */
  public ParetoWeights activity() {
    return activity;
  }

  /** Returns the MemberId of {@code rank}. */
  public long id(int rank) {
    return ids.id(rank);
  }

  /** Returns a MemberId near that of {@code rank} whose row was deleted. */
  public long deletedId(int rank) {
    return ids.absentId(rank);
  }

  /** Returns the rank of the member {@code id}, or of the next one where that row was deleted. */
  public int rankOf(long id) {
    return (int) ids.rankOf(id);
  }

  /**
   * Returns the even day, since {@link com.happypancake.sample.plan.Span#FIRST_DAY}, on which
   * {@code rank} registered; it grows with the rank.
   */
  public double registrationDay(int rank) {
    return growth.dayOf((rank + registration.at(rank).unit()) / members());
  }

  /** Returns the wall-clock time at which {@code rank} registered. */
  public long registrationTime(int rank) {
    return rhythm.timeOf(registrationDay(rank));
  }

  /**
   * Returns how many members are registered by the even day {@code day}, and {@link #FEWEST} where
   * they are fewer.
   */
  public int registeredBy(double day) {
    return Math.max(FEWEST, (int) (growth.shareBy(day) * members()));
  }

  /** Picks who acts, among the first {@code registered} members. */
  public int actor(RowRandom random, int registered) {
    return activity.pick(random, 0, registered);
  }

  /**
   * Picks whom {@code actor}'s act is for, another of the first {@code registered} members, mostly
   * of the actor's circle.
   */
  public int partner(RowRandom random, int actor, int registered) {
    int friend = random.below(1 + random.below(CIRCLE));
    int partner = popularity.pick(circle.at(actor, friend), 0, members());
    if (partner >= registered) {
      partner = popularity.pick(random, 0, registered);
    }
    return partner != actor ? partner : (actor + 1) % registered;
  }

  /**
   * Picks a popular member with rank in [{@code from}, {@code to}), or {@code from} where the range
   * is empty.
   */
  public int popular(RowRandom random, int from, int to) {
    return from < to ? popularity.pick(random, from, to) : from;
  }
}
