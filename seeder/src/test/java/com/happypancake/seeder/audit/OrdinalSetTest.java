package com.happypancake.seeder.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdinalSetTest {

  @ParameterizedTest
  @CsvSource({
    "5, '', [1 to 5]",
    "5, '1 2 3 4 5', []",
    "5, '1 2 4', '[3, 5]'",
    "64, '1', [2 to 64]",
    "63, '63', [1 to 62]",
    "130, '64 65 128', '[1 to 63, 66 to 127, 129 to 130]'",
    "0, '', []",
  })
  void whatIsMissingIsListedAsRanges(int last, String present, String missing) {
    OrdinalSet set = new OrdinalSet(last);
    for (String each : present.split(" ", -1)) {
      if (!each.isEmpty()) {
        assertThat(set.add(Long.parseLong(each))).isTrue();
        assertThat(set.add(Long.parseLong(each))).isFalse();
      }
    }
    assertThat(set.missing(Optional.empty(), 100)).hasToString(missing);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyChoiceOfOrdinalsGivesTheRangesBetweenThem(long seed) {
    Random random = new Random(seed);
    int last = 1 + random.nextInt(1_000);
    OrdinalSet set = new OrdinalSet(last);
    BitSet model = new BitSet();
    for (int i = 0; i < last; i++) {
      int ordinal = 1 + random.nextInt(last);
      assertThat(set.add(ordinal)).isEqualTo(!model.get(ordinal));
      model.set(ordinal);
    }
    List<MissingRange> expected = new ArrayList<>();
    for (int first = model.nextClearBit(1); first <= last; ) {
      int end = model.nextSetBit(first);
      int after = end < 0 ? last + 1 : end;
      expected.add(new MissingRange(first, after - 1));
      first = model.nextClearBit(after);
    }
    assertThat(set.missing(Optional.empty(), Integer.MAX_VALUE)).isEqualTo(expected);
    assertThat(set.missing(Optional.empty(), 1))
        .isEqualTo(expected.subList(0, Math.min(1, expected.size())));
    assertThat(set.size()).isEqualTo(model.cardinality());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void onlyWhatIsWantedIsMissing(long seed) {
    Random random = new Random(seed);
    int last = 1 + random.nextInt(500);
    OrdinalSet set = new OrdinalSet(last);
    OrdinalSet wanted = new OrdinalSet(last);
    for (int i = 0; i < last; i++) {
      set.add(1 + random.nextInt(last));
      wanted.add(1 + random.nextInt(last));
    }
    List<Long> lacking =
        LongStream.rangeClosed(1, last)
            .filter(ordinal -> wanted.contains(ordinal) && !set.contains(ordinal))
            .boxed()
            .toList();
    assertThat(set.missing(Optional.of(wanted), Integer.MAX_VALUE))
        .flatMap(each -> LongStream.rangeClosed(each.first(), each.last()).boxed().toList())
        .isEqualTo(lacking);
  }

  @Test
  void theOrdinalsOfSwedenTakeAByteForEight() {
    OrdinalSet sweden = new OrdinalSet(525_000_000);
    sweden.add(1);
    sweden.add(525_000_000);
    assertThat(sweden.missing(Optional.empty(), 9))
        .containsExactly(new MissingRange(2, 524_999_999));
  }
}
