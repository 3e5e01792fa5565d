package com.happypancake.sample.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.sample.random.Origin;
import com.happypancake.sample.random.RowRandom;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private static final int MEMBERS = 30_000;

  @ParameterizedTest
  @ValueSource(strings = {"FI", "SE"})
  void nicknamesDifferEvenWithoutCaseAndSeparators(String country) {
    RowRandom random = new Origin(country, 1).random("test");
    Nicknames nicknames = new Nicknames(Vocabulary.of(country), random, MEMBERS);
    Set<String> seen = new HashSet<>();
    for (int rank = 0; rank < MEMBERS; rank++) {
      String nickname = nicknames.of(rank, random.at(rank));
      assertThat(nickname.length()).isBetween(3, Nicknames.LONGEST);
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
        assertThat((first + second).length()).isLessThanOrEqualTo(Nicknames.LONGEST - 9);
      }
    }
  }

  @Test
  void aTwinDiffersInTheCaseOfEveryLetter() {
    assertThat(Nicknames.twin("Yö_Karhu85ä")).isEqualTo("yÖ_kARHU85Ä");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FI", "SE"})
  void emailsDifferAndLieAtReservedDomains(String country) {
    RowRandom random = new Origin(country, 1).random("test");
    Emails emails = new Emails(Vocabulary.of(country), random, MEMBERS);
    Set<String> seen = new HashSet<>();
    for (int rank = 0; rank < MEMBERS; rank++) {
      String email = emails.of(rank, random.at(rank));
      assertThat(email).matches("[a-z]+\\.[a-z]+\\d*@([a-z]+\\.example|example\\.(org|net))");
      assertThat(seen.add(email)).as(email).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FI", "SE"})
  void townsHaveNamesOfTheirOwn(String country) {
    RowRandom random = new Origin(country, 1).random("test");
    Places places = new Places(Vocabulary.of(country), random);
    Set<String> seen = new HashSet<>();
    for (int rank = 0; rank < 10_000; rank++) {
      String town = places.town(rank);
      assertThat(seen.add(town)).as(town).isTrue();
      assertThat(Character.isUpperCase(town.charAt(0))).isTrue();
    }
    assertThat(Vocabulary.of(country).section("regions")).contains(places.region(random));
  }
}
