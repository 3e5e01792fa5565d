package com.happypancake.sample.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.MemberNames.Permutation;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberNamesTest {
  private static final int MEMBERS = 30_000;

  @ParameterizedTest
  @ValueSource(strings = {"FI", "SE"})
  void nicknamesDifferEvenWithoutCaseAndSeparators(String country) {
    RowRandom random = new RowRandom(country, 1, "test");
    MemberNames names = new MemberNames(Vocabulary.of(country), random, random, MEMBERS);
    Set<String> seen = new HashSet<>();
    for (int rank = 0; rank < MEMBERS; rank++) {
      String nickname = names.nickname(rank, random.at(rank));
      assertThat(nickname.length()).isBetween(3, MemberNames.LONGEST_NICKNAME);
      // The older Swedish and Finnish collations take w for v, and ü for y.
      String folded = nickname.toLowerCase(Locale.ROOT).replaceAll("[-_]", "").replace('w', 'v');
      assertThat(seen.add(folded)).as(nickname).isTrue();
    }
  }

  /** Any two ranks differ in their words or in their number, so pairs of words must not clash. */
  @ParameterizedTest
  @ValueSource(strings = {"FI", "SE"})
  void noTwoPairsOfWordsMakeTheSameNickname(String country) {
    Vocabulary vocabulary = Vocabulary.of(country);
    Set<String> seen = new HashSet<>();
    for (String first : vocabulary.section("nick.first")) {
      for (String second : vocabulary.section("nick.second")) {
        assertThat(seen.add((first + second).replace('w', 'v'))).as(first + second).isTrue();
        assertThat((first + second).length()).isLessThanOrEqualTo(MemberNames.LONGEST_NICKNAME - 9);
      }
    }
  }

  @Test
  void swappedCaseDiffersInEveryLetter() {
    assertThat(MemberNames.swapCase("Yö_Karhu85ä")).isEqualTo("yÖ_kARHU85Ä");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FI", "SE"})
  void emailsDifferAndLieAtReservedDomains(String country) {
    RowRandom random = new RowRandom(country, 1, "test");
    MemberNames names = new MemberNames(Vocabulary.of(country), random, random, MEMBERS);
    Set<String> seen = new HashSet<>();
    for (int rank = 0; rank < MEMBERS; rank++) {
      String email = names.email(rank, random.at(rank));
      assertThat(email).matches("[a-z]+\\.[a-z]+\\d*@([a-z]+\\.example|example\\.(org|net))");
      assertThat(seen.add(email)).as(email).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 15})
  void aPermutationIsOneToOne(int bits) {
    Permutation permutation = new Permutation(bits, new RowRandom("SE", 1, "test").at(bits));
    Set<Long> images = new HashSet<>();
    for (long i = 0; i < 1L << bits; i++) {
      images.add(permutation.of(i));
    }
    assertThat(images).hasSize(1 << bits).allMatch(image -> image >= 0 && image < 1L << bits);
  }
}
