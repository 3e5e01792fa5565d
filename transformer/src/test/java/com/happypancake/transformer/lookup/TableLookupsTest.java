package com.happypancake.transformer.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.transformer.lookup.TableLookups.IntLongMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableLookupsTest {

  @Test
  void aMapHoldsWhatAMapOfTheLibraryHolds() {
    Random random = new Random(1);
    IntLongMap map = new IntLongMap();
    Map<Integer, Long> expected = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      int key = i % 3 == 0 ? random.nextInt() : random.nextInt(50_000);
      long value = random.nextLong();
      assertThat(map.put(key, value)).isEqualTo(expected.putIfAbsent(key, value) == null);
    }
    expected.forEach((key, value) -> assertThat(map.value(map.place(key))).isEqualTo(value));
    for (int key = -1000; key < 60_000; key++) {
      assertThat(map.place(key) >= 0).isEqualTo(expected.containsKey(key));
    }
  }

  @Test
  void keysAtTheEndsOfTheRangeAreKeysLikeOthers() {
    IntLongMap map = new IntLongMap();
    for (int key : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      assertThat(map.place(key)).isNegative();
      assertThat(map.put(key, Long.MIN_VALUE)).isTrue();
      assertThat(map.put(key, 5)).isFalse();
      assertThat(map.value(map.place(key))).isEqualTo(Long.MIN_VALUE);
    }
  }

  @Test
  void eachTableIsLookedUpByItsOwnNumbers() {
    TableLookups lookups = new TableLookups(Optional.empty());
    assertThat(lookups.putMember(1, 100)).isTrue();
    assertThat(lookups.putPhoto(1, 7)).isTrue();
    assertThat(lookups.putCity(1, "Oulu")).isTrue();
    assertThat(lookups.putInterest(1, "sauna")).isTrue();
    assertThat(lookups.putCity(1, "Turku")).as("twice").isFalse();
    assertThat(lookups.registration(1)).hasValue(100);
    assertThat(lookups.registration(2)).isEmpty();
    assertThat(lookups.photoOwner(1)).hasValue(7);
    assertThat(lookups.photoOwner(2)).isEmpty();
    assertThat(lookups.cityName(1)).contains("Oulu");
    assertThat(lookups.cityName(2)).isEmpty();
    assertThat(lookups.interestName(1)).contains("sauna");
    assertThat(lookups.interestName(2)).isEmpty();
  }
}
