package com.happypancake.sample.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionsTest {
  private static final int MEMBERS = 3_000;
  private static final int ROWS = 6_300;

  private static RowRandom random(String stream) {
    return new RowRandom("FI", 11, stream);
  }

  static Stream<RowsPerOwner> perOwner() {
    ParetoWeights weights = new ParetoWeights(random("skew"), MEMBERS, false);
    return Stream.of(
        RowsPerOwner.weighted(weights, 10_000),
        RowsPerOwner.weighted(weights, 7),
        RowsPerOwner.weighted(weights, 0),
        RowsPerOwner.even(random("a"), MEMBERS, 10_001),
        RowsPerOwner.even(random("a"), 64, 1),
        RowsPerOwner.even(random("a"), 65, 400),
        RowsPerOwner.even(random("a"), 1, 3),
        RowsPerOwner.even(random("a"), 0, 0));
  }

  @ParameterizedTest
  @MethodSource("perOwner")
  void rowsOfOwnersFollowEachOther(RowsPerOwner perOwner) {
    long rows = perOwner.rows();
    assertThat(perOwner.start(0)).isZero();
    assertThat(perOwner.start(perOwner.owners())).isEqualTo(rows);
    for (int owner = 0; owner < perOwner.owners(); owner++) {
      long start = perOwner.start(owner);
      long end = perOwner.start(owner + 1);
      assertThat(end).isBetween(start, rows);
      if (end > start) {
        assertThat(perOwner.ownerOf(start)).isEqualTo(owner);
        assertThat(perOwner.ownerOf(end - 1)).isEqualTo(owner);
      }
    }
  }

  @Test
  void rowsOfOwnersAddUpToTheRowsAskedFor() {
    assertThat(perOwner().map(RowsPerOwner::rows))
        .containsExactly(10_000L, 7L, 0L, 10_001L, 1L, 400L, 3L, 0L);
  }

  @Test
  void rowsWithoutOwnersAreRefused() {
    assertThatThrownBy(() -> RowsPerOwner.even(random("a"), 0, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("can't deal 5 rows to 0 owners");
    assertThatThrownBy(() -> RowsPerOwner.weighted(new ParetoWeights(random("a"), 2, true), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("can't deal -1 rows to 2 owners");
  }

  @Test
  void fewHaveMostOfTheWeight() {
    for (boolean steep : new boolean[] {false, true}) {
      ParetoWeights weights = new ParetoWeights(random("skew"), MEMBERS, steep);
      long total = weights.before(MEMBERS);
      long[] single = new long[MEMBERS];
      for (int i = 0; i < MEMBERS; i++) {
        single[i] = weights.before(i + 1) - weights.before(i);
      }
      Arrays.sort(single);
      long top = 0;
      for (int i = MEMBERS - MEMBERS / 10; i < MEMBERS; i++) {
        top += single[i];
      }
      assertThat((double) top / total).isBetween(0.45, 0.8);
      assertThat((double) single[MEMBERS - 1] / total).isLessThan(0.1);
    }
  }

  @Test
  void picksKeepToTheirRange() {
    ParetoWeights weights = new ParetoWeights(random("skew"), MEMBERS, true);
    RowRandom random = random("pick");
    Set<Integer> picked = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      picked.add(weights.pick(random, 10, 14));
    }
    assertThat(picked).containsExactlyInAnyOrder(10, 11, 12, 13);
    assertThatThrownBy(() -> weights.pick(random, 5, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pick from an empty range of members: 5 to 5");
  }

  @Test
  void idsGrowAndLeaveOneOfSixtyFourOut() {
    SparseIds ids = new SparseIds(random("ids"), ROWS);
    Set<Long> seen = new HashSet<>();
    long before = 0;
    for (long rank = 0; rank < ROWS; rank++) {
      long id = ids.id(rank);
      assertThat(id).isGreaterThan(before);
      assertThat(ids.rankOf(id)).isEqualTo(rank);
      seen.add(id);
      before = id;
    }
    assertThat(before).isEqualTo(6_400);
    for (long rank = 0; rank < ROWS; rank++) {
      assertThat(ids.absentId(rank)).isBetween(1L, before);
      assertThat(seen).doesNotContain(ids.absentId(rank));
    }
  }
}
