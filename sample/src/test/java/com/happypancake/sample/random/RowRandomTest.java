package com.happypancake.sample.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowRandomTest {
  private static final long FIRST = 3653393364116791443L;
  private static final long SECOND = 2096263643910985590L;

  private final RowRandom random = new RowRandom("FI", 1, "test");

  /** If the first numbers changed, all samples would. */
  @Test
  void numbersStayWhatTheyAre() {
    RowRandom fixed = new RowRandom("FI", 42, "messages").at(7);
    assertThat(fixed.next()).isEqualTo(FIRST);
    assertThat(fixed.next()).isEqualTo(SECOND);
  }

  @Test
  void aPlaceHasItsNumbersHoweverItIsReached() {
    long first = random.at(5).next();
    random.at(9).next();
    assertThat(random.at(5).next()).isEqualTo(first);
    assertThat(new RowRandom("FI", 1, "test").at(5).next()).isEqualTo(first);
  }

  @Test
  void countrySeedStreamIdAndPartAllMatter() {
    Set<Long> numbers = new HashSet<>();
    numbers.add(new RowRandom("FI", 1, "a").at(1).next());
    numbers.add(new RowRandom("SE", 1, "a").at(1).next());
    numbers.add(new RowRandom("FI", 2, "a").at(1).next());
    numbers.add(new RowRandom("FI", 1, "b").at(1).next());
    numbers.add(new RowRandom("FI", 1, "a").at(2).next());
    numbers.add(new RowRandom("FI", 1, "a").at(1, 0).next());
    numbers.add(new RowRandom("FI", 1, "a").at(1, 1).next());
    assertThat(numbers).hasSize(7);
  }

  @Test
  void numbersKeepWithinTheirBoundsAndReachThem() {
    Set<Integer> small = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      small.add(random.between(3, 6));
      assertThat(random.unit()).isGreaterThanOrEqualTo(0).isLessThan(1);
      assertThat(random.below(1L << 40)).isBetween(0L, (1L << 40) - 1);
    }
    assertThat(small).containsExactlyInAnyOrder(3, 4, 5, 6);
  }
}
