package com.happypancake.dumps.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put into a map of keys is found in it, whatever its size and however keys collide. */
class KeyMapTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000, 100_000})
  void everyKeyHasItsLatestValueAndTheNumberOfItsFirstComing(int capacity) {
    SplittableRandom random = new SplittableRandom(17);
    KeyMap keys = new KeyMap(capacity);
    Map<Long, Long> expected = new HashMap<>();
    Set<Long> order = new LinkedHashSet<>();
    for (int i = 0; i < 20_000; i++) {
      // Few low halves, so that many keys want one slot, and some keys come again.
      long high = random.nextLong(10_000);
      long value = random.nextLong();
      keys.put(high, high % 64, value);
      expected.put(high, value);
      order.add(high);
    }
    assertThat(keys.size()).isEqualTo(expected.size());
    int number = 0;
    for (long high : order) {
      assertThat(keys.find(high, high % 64)).hasValue(number);
      assertThat(keys.value(number)).isEqualTo(expected.get(high));
      number++;
    }
    assertThat(keys.find(10_001, 1)).isEmpty();
    assertThat(keys.find(1, 2)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void theKeysWithAValueAreThoseAndNoOthers(long wanted) {
    KeyMap keys = new KeyMap();
    for (long high = 0; high < 5_000; high++) {
      keys.put(high, -high, high % 3 == 0 ? wanted : 7);
    }
    Set<Long> found = new LinkedHashSet<>();
    keys.forEach(
        wanted,
        (high, low) -> {
          assertThat(low).isEqualTo(-high);
          found.add(high);
        });
    assertThat(found).hasSize(1_667).allMatch(high -> high % 3 == 0);
  }
}
