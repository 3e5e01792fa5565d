package com.happypancake.extractor.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MixedRadixCipherTest {

  private static final byte[] NO_CONTEXT = {};

  private final MixedRadixCipher cipher = new MixedRadixCipher(TestKeys.of(1), "test");

  @Property(tries = 40)
  void sequencesOfOneShapeArePermutedAndNoWordStays(
      @ForAll("fewValues") int[] radices, @ForAll @IntRange(min = 0, max = 3) int cut) {
    int[] ends =
        cut == 0 || cut >= radices.length
            ? new int[] {radices.length}
            : new int[] {cut, radices.length};
    assertPermuted(radices, ends);
  }

  @Test
  void wordsTooLargeForATableArePermutedToo() {
    assertPermuted(new int[] {300, 300}, new int[] {2});
    assertPermuted(new int[] {2, 40_000}, new int[] {2});
    assertPermuted(new int[] {40_000, 2}, new int[] {2});
    assertPermuted(new int[] {26, 10, 26, 26}, new int[] {4});
  }

  private void assertPermuted(int[] radices, int[] ends) {
    int count = Arrays.stream(radices).reduce(1, (one, other) -> one * other);
    Set<Integer> seen = new HashSet<>();
    for (int value = 0; value < count; value++) {
      int[] digits = digits(value, radices);
      int[] original = digits.clone();
      cipher.encipher(digits, radices, ends, NO_CONTEXT);
      int from = 0;
      for (int end : ends) {
        assertThat(Arrays.equals(digits, from, end, original, from, end)).isFalse();
        from = end;
      }
      assertThat(seen.add(value(digits, radices))).isTrue();
    }
  }

  @Property(tries = 300)
  void longSequencesKeepTheirRadicesAndDependOnTheContext(
      @ForAll("manyValues") int[] radices, @ForAll long seed) {
    int[] original = new Random(seed).ints(radices.length, 0, 30).toArray();
    int[] ends = {radices.length / 3, radices.length};
    int[] one = original.clone();
    cipher.encipher(one, radices, ends, NO_CONTEXT);
    int[] other = original.clone();
    cipher.encipher(other, radices, ends, new byte[] {1});

    assertThat(one).isNotEqualTo(other);
    for (int i = 0; i < radices.length; i++) {
      assertThat(one[i]).isBetween(0, radices[i] - 1);
    }
  }

  @Test
  void aWordDependsOnTheOtherWords() {
    int[] radices = {10, 10, 10, 10, 10, 10};
    Set<String> firstWords = new HashSet<>();
    for (int value = 0; value < 1000; value++) {
      int[] digits = {1, 2, 3, value / 100, value / 10 % 10, value % 10};
      cipher.encipher(digits, radices, new int[] {3, 6}, NO_CONTEXT);
      firstWords.add(Arrays.toString(Arrays.copyOf(digits, 3)));
    }

    assertThat(firstWords).hasSizeGreaterThan(500);
  }

  @Provide
  Arbitrary<int[]> fewValues() {
    return Arbitraries.integers().between(2, 9).array(int[].class).ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<int[]> manyValues() {
    return Arbitraries.integers()
        .between(30, 60_000)
        .array(int[].class)
        .ofMinSize(20)
        .ofMaxSize(60);
  }

  private static int[] digits(int value, int[] radices) {
    int[] digits = new int[radices.length];
    int rest = value;
    for (int i = radices.length - 1; i >= 0; i--) {
      digits[i] = rest % radices[i];
      rest /= radices[i];
    }
    return digits;
  }

  private static int value(int[] digits, int[] radices) {
    int value = 0;
    for (int i = 0; i < digits.length; i++) {
      value = value * radices[i] + digits[i];
    }
    return value;
  }
}
