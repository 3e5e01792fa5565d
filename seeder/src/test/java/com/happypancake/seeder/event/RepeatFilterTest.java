package com.happypancake.seeder.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The consumer's rule of docs/wire.md. */
class RepeatFilterTest {

  private static RepeatFilter filter() {
    return new RepeatFilter(0, new byte[0]);
  }

  @Test
  void anEventThatComesAfterLaterOnesIsNewOnce() {
    RepeatFilter filter = filter();
    assertThat(filter.isNew(1)).isTrue();
    assertThat(filter.isNew(10_001)).isTrue();
    assertThat(filter.isNew(2)).isTrue();
    assertThat(filter.isNew(2)).isFalse();
    assertThat(filter.isNew(1)).isFalse();
    assertThat(filter.isNew(10_001)).isFalse();
    assertThat(filter.highest()).isEqualTo(10_001);
  }

  @Test
  void aQueueWithFewEventsHasGapsOfAnySize() {
    RepeatFilter filter = filter();
    for (long ordinal = 7; ordinal < 500_000_000; ordinal += 9_999_999) {
      assertThat(filter.isNew(ordinal)).isTrue();
      assertThat(filter.isNew(ordinal)).isFalse();
      assertThat(filter.isNew(ordinal - 1)).isTrue();
    }
  }

  @Test
  void itsStateTakesLittleAndContinues() {
    RepeatFilter filter = filter();
    for (long ordinal = 2; ordinal <= 40_000; ordinal += 2) {
      filter.isNew(ordinal);
    }
    assertThat(filter.bitmap().length).isLessThanOrEqualTo(1_256);
    RepeatFilter continued = new RepeatFilter(filter.highest(), filter.bitmap());
    assertThat(continued.isNew(39_998)).isFalse();
    assertThat(continued.isNew(39_999)).isTrue();
    assertThat(continued.isNew(30_000)).isFalse();
    assertThat(continued.isNew(30_001)).isTrue();
  }

  /** Any schedule within the promise: at most 10,000 ordinals are unconfirmed, repeats are near. */
  @Test
  void eachEventPassesExactlyOnceUnderAnyScheduleOfTheContract() {
    Random random = new Random(14);
    RepeatFilter filter = filter();
    List<Long> missing = new ArrayList<>();
    boolean[] passed = new boolean[60_001];
    long next = 1;
    while (next < passed.length || !missing.isEmpty()) {
      boolean isLate =
          next == passed.length
              || (!missing.isEmpty() && (random.nextInt(3) == 0 || next - missing.get(0) >= 9_999));
      long ordinal = isLate ? missing.remove(0) : next++;
      if (!isLate && random.nextInt(4) == 0) {
        missing.add(ordinal);
        continue;
      }
      assertThat(filter.isNew(ordinal)).isTrue();
      assertThat(passed[(int) ordinal]).isFalse();
      passed[(int) ordinal] = true;
      long repeat = ordinal - random.nextInt(30_000);
      if (repeat > 0 && passed[(int) repeat]) {
        assertThat(filter.isNew(repeat)).isFalse();
      }
    }
    for (int ordinal = 1; ordinal < passed.length; ordinal++) {
      assertThat(passed[ordinal]).isTrue();
    }
  }
}
