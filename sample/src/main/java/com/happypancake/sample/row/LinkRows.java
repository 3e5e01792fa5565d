package com.happypancake.sample.row;

import com.happypancake.sample.plan.SiteClock;
import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.random.RowsPerOwner;
import com.happypancake.sample.row.Anomalies.Anomaly;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * The rows of the tables that link an owner to other objects, each at most once. A row holds the
 * owner's id, the other id, and the time. Rows are not in time order.
 */
abstract class LinkRows extends TableRows.Owned {
  /** The part of an owner's random numbers that draws its links. Its rows use the parts from 0. */
  private static final long LINKS = -1;

  final RowRandom random;
  final Population population;
  private final Anomalies anomalies;
  private final SiteClock clock;
  private final DistinctKeys links = new DistinctKeys();

  LinkRows(SampleContext context, String stream, RowsPerOwner perOwner) {
    super(perOwner);
    this.random = context.random(stream);
    this.population = new Population(context);
    this.anomalies = new Anomalies(context, stream);
    this.clock = context.clock();
  }

  @Override
  final void prepare(int owner, long start, int count) {
    random.at(owner, LINKS);
    links.fill(count, () -> draw(owner), this::candidate, candidates());
  }

  /** Draws the id of an object to link to {@code owner}. Ids may repeat. */
  abstract long draw(int owner);

  /** Returns the id at {@code index} of all ids. */
  long candidate(long index) {
    return population.id((int) index);
  }

  /** Returns the number of all ids. */
  long candidates() {
    return population.size();
  }

  @Override
  final void row(int owner, long row, int index, RowSink sink) {
    long link = links.get(index);
    random.at(owner, index);
    sink.integer(ownerId(owner));
    sink.integer(link);
    sink.wallTime(time(row, ownerDay(owner), member(owner, link)));
  }

  /** Returns the id of {@code owner}. By default, the owner is a member. */
  long ownerId(int owner) {
    return population.id(owner);
  }

  /** Returns the even day from which {@code owner} exists. */
  double ownerDay(int owner) {
    return population.registrationDay(owner);
  }

  /** Returns the rank of the member who must be registered earlier, apart from anomalies. */
  int member(int owner, long link) {
    return population.rankOf(link);
  }

  /** Draws a time between the day from which both sides exist and the site's end. */
  private long time(long row, double ownerDay, int member) {
    if (anomalies.has(Anomaly.BEFORE_REGISTRATION, row)) {
      double part = random.unit() * (population.registrationTime(member) - SiteTime.START);
      return SiteTime.onGrid(SiteTime.START + (long) part);
    }
    double from = Math.max(ownerDay, population.registrationDay(member));
    return clock.timeOf(from + random.unit() * (SiteTime.DAYS - from));
  }

  static final class Favorites extends LinkRows {
    private static final int DELETED_PER_MILLE = 12;

    Favorites(SampleContext context) {
      super(
          context,
          "favorites",
          RowsPerOwner.weighted(context.activity(), context.rows("Favorites")));
    }

    @Override
    long draw(int owner) {
      int rank = population.popular(random, 0, population.size());
      if (random.perMille(DELETED_PER_MILLE)) {
        return population.deletedId(rank);
      }
      return population.id(rank != owner ? rank : (owner + 1) % population.size());
    }
  }

  static final class PhotoLikes extends LinkRows {
    private static final int DELETED_PER_MILLE = 8;

    private final RowTimes photos;

    PhotoLikes(SampleContext context) {
      super(
          context,
          "likes",
          RowsPerOwner.even(
              context.random("likes.share"),
              Math.toIntExact(context.rows("Photos")),
              context.rows("PhotoLikes")));
      this.photos = new RowTimes(context, "photos", context.rows("Photos"));
    }

    @Override
    long draw(int owner) {
      int rank = population.actor(random, population.size());
      return random.perMille(DELETED_PER_MILLE) ? population.deletedId(rank) : population.id(rank);
    }

    @Override
    long ownerId(int owner) {
      return owner + 1L;
    }

    @Override
    double ownerDay(int owner) {
      return photos.day(owner);
    }
  }

  static final class MemberInterests extends LinkRows {
    private final long interests;

    MemberInterests(SampleContext context) {
      super(
          context,
          "memberinterests",
          RowsPerOwner.even(
              context.random("memberinterests.share"),
              context.activity().size(),
              context.rows("MemberInterests")));
      this.interests = context.rows("Interests");
    }

    /** The square favours interests with small ids. */
    @Override
    long draw(int owner) {
      double unit = random.unit();
      return 1 + (long) (unit * unit * interests);
    }

    @Override
    long candidate(long index) {
      return index + 1;
    }

    @Override
    long candidates() {
      return interests;
    }

    @Override
    int member(int owner, long link) {
      return owner;
    }
  }

  /**
   * A sorted set of distinct random numbers.
   *
   * <p>Repeated numbers are drawn again, a few times. Then the missing ones are taken from all
   * candidates in order. An instance keeps its buffer. Not thread-safe.
   */
  private static final class DistinctKeys {
    private static final int ROUNDS = 8;

    private long[] keys = new long[64];
    private int size;

    /**
     * Draws {@code count} distinct keys.
     *
     * @param draw draws a key, which may repeat
     * @param candidate returns the n-th of all keys
     * @param candidates the number of all keys
     * @throws IllegalStateException if too few keys exist
     */
    void fill(int count, LongSupplier draw, LongUnaryOperator candidate, long candidates) {
      if (keys.length < count) {
        keys = new long[Math.max(count, 2 * keys.length)];
      }
      size = 0;
      for (int round = 0; round < ROUNDS && size < count; round++) {
        while (size < count) {
          keys[size++] = draw.getAsLong();
        }
        sortAndDeduplicate();
      }
      int drawn = size;
      for (long i = 0; i < candidates && size < count; i++) {
        long key = candidate.applyAsLong(i);
        if (Arrays.binarySearch(keys, 0, drawn, key) < 0) {
          keys[size++] = key;
        }
      }
      if (size < count) {
        throw new IllegalStateException(
            "an owner needs " + count + " distinct keys, but there are only " + size);
      }
      Arrays.sort(keys, 0, size);
    }

    private void sortAndDeduplicate() {
      Arrays.sort(keys, 0, size);
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (kept == 0 || keys[i] != keys[kept - 1]) {
          keys[kept++] = keys[i];
        }
      }
      size = kept;
    }

    /** Returns the key at {@code index} of the sorted set. */
    long get(int index) {
      return keys[index];
    }
  }
}
