package com.happypancake.sample.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.sample.random.EvenRowsPerOwner;
import com.happypancake.sample.random.Origin;
import com.happypancake.sample.random.ParetoWeights;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.random.RowsPerOwner;
import com.happypancake.sample.random.SparseIds;
import com.happypancake.sample.random.WeightedRowsPerOwner;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PopulationTest {
  private static final Origin ORIGIN = new Origin("FI", 11);
  private static final int MEMBERS = 3_000;

  static Stream<RowsPerOwner> shares() {
    ParetoWeights skew = new ParetoWeights(ORIGIN.random("skew"), MEMBERS, false);
    return Stream.of(
        new WeightedRowsPerOwner(skew, 10_000),
        new WeightedRowsPerOwner(skew, 7),
        new WeightedRowsPerOwner(skew, 0),
        new EvenRowsPerOwner(ORIGIN.random("a"), MEMBERS, 10_001),
        new EvenRowsPerOwner(ORIGIN.random("a"), 64, 1),
        new EvenRowsPerOwner(ORIGIN.random("a"), 65, 400),
        new EvenRowsPerOwner(ORIGIN.random("a"), 1, 3),
        new EvenRowsPerOwner(ORIGIN.random("a"), 0, 0));
  }

  @ParameterizedTest
  @MethodSource("shares")
  void sharesFollowEachOtherAndAddUp(RowsPerOwner shares) {
    long rows = shares.start(shares.owners());
    assertThat(shares.start(0)).isZero();
    for (int owner = 0; owner < shares.owners(); owner++) {
      long start = shares.start(owner);
      long end = shares.start(owner + 1);
      assertThat(end).isBetween(start, rows);
      if (end > start) {
        assertThat(shares.ownerOf(start)).isEqualTo(owner);
        assertThat(shares.ownerOf(end - 1)).isEqualTo(owner);
      }
    }
  }

  @Test
  void sharesAddUpToTheRowsAskedFor() {
    assertThat(shares().map(shares -> shares.start(shares.owners())))
        .containsExactly(10_000L, 7L, 0L, 10_001L, 1L, 400L, 3L, 0L);
  }

  @Test
  void rowsWithoutOwnersAreRefused() {
    assertThatThrownBy(() -> new EvenRowsPerOwner(ORIGIN.random("a"), 0, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("can't deal 5 rows to 0 owners");
    assertThatThrownBy(
            () -> new WeightedRowsPerOwner(new ParetoWeights(ORIGIN.random("a"), 2, true), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows to share: expected at least 0, got -1");
  }

  @Test
  void fewHaveMostOfTheWeight() {
    for (boolean steep : new boolean[] {false, true}) {
      ParetoWeights skew = new ParetoWeights(ORIGIN.random("skew"), MEMBERS, steep);
      long total = skew.before(MEMBERS);
      long[] weights = new long[MEMBERS];
      for (int i = 0; i < MEMBERS; i++) {
        weights[i] = skew.before(i + 1) - skew.before(i);
      }
      java.util.Arrays.sort(weights);
      long top = 0;
      for (int i = MEMBERS - MEMBERS / 10; i < MEMBERS; i++) {
        top += weights[i];
      }
      assertThat((double) top / total).isBetween(0.45, 0.8);
      assertThat((double) weights[MEMBERS - 1] / total).isLessThan(0.1);
    }
  }

  @Test
  void picksKeepToTheirRange() {
    ParetoWeights skew = new ParetoWeights(ORIGIN.random("skew"), MEMBERS, true);
    RowRandom random = ORIGIN.random("pick");
    Set<Integer> picked = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      picked.add(skew.pick(random, 10, 14));
    }
    assertThat(picked).containsExactlyInAnyOrder(10, 11, 12, 13);
    assertThatThrownBy(() -> skew.pick(random, 5, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pick from an empty range of members: 5 to 5");
  }

  @Test
  void idsGrowAndLeaveOneOfSixtyFourOut() {
    SparseIds ids = new SparseIds(ORIGIN.random("ids"), 6_300);
    Set<Long> seen = new HashSet<>();
    long before = 0;
    for (long rank = 0; rank < ids.rows(); rank++) {
      long id = ids.id(rank);
      assertThat(id).isGreaterThan(before);
      assertThat(ids.rankOf(id)).isEqualTo(rank);
      seen.add(id);
      before = id;
    }
    assertThat(before).isEqualTo(6_400);
    for (long rank = 0; rank < ids.rows(); rank++) {
      assertThat(ids.absentId(rank)).isBetween(1L, before);
      assertThat(seen).doesNotContain(ids.absentId(rank));
    }
  }

  @Test
  void peopleMeetWhomTheyCanKnow() {
    Population people = new Population(ORIGIN, MEMBERS);
    RowRandom random = ORIGIN.random("meet");
    for (double day = 0; day < 2_900; day += 7.3) {
      int registered = people.registeredBy(day);
      int actor = people.actor(random, registered);
      int partner = people.partner(random, actor, registered);
      assertThat(partner).isNotEqualTo(actor).isLessThan(registered);
      if (registered > Population.FEWEST) {
        assertThat(people.registrationDay(registered - 1)).isLessThanOrEqualTo(day);
      }
    }
  }

  @Test
  void registrationsComeInTheOrderOfRanks() {
    Population people = new Population(ORIGIN, MEMBERS);
    for (int rank = 1; rank < MEMBERS; rank++) {
      assertThat(people.registrationTime(rank))
          .isGreaterThanOrEqualTo(people.registrationTime(rank - 1));
      assertThat(people.rankOf(people.id(rank))).isEqualTo(rank);
    }
  }

  @Test
  void aSocietyOfOneIsRefused() {
    assertThatThrownBy(() -> new Population(ORIGIN, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("members of a sample: expected at least 2, got 1");
  }
}
