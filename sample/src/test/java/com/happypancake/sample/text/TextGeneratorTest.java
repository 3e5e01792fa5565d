package com.happypancake.sample.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.sample.random.RowRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextGeneratorTest {
  private static final RowRandom RANDOM = new RowRandom("FI", 3, "prose");

  private static TextGenerator texts(String country) {
    return new TextGenerator(Vocabulary.of(country), new RowRandom(country, 3, "lexicon"), 4);
  }

  @ParameterizedTest
  @CsvSource({"FI, äö", "SE, åäö"})
  void textKeepsItsLimitsAndItsLanguagesLetters(String country, String letters) {
    TextGenerator texts = texts(country);
    StringBuilder all = new StringBuilder();
    for (int length = 1; length <= TextGenerator.LONGEST; length++) {
      String text = texts.text(RANDOM.at(length), length, TextGenerator.LONGEST);
      assertThat(text.length()).isBetween(1, TextGenerator.LONGEST);
      assertThat(unpaired(text)).isZero();
      all.append(text);
    }
    letters.chars().forEach(letter -> assertThat(all.chars()).contains(letter));
    assertThat(all.codePoints().anyMatch(Character::isSupplementaryCodePoint)).isTrue();
    assertThat(all.toString()).contains("?").contains(". ").contains(", ").contains("\r\n");
  }

  @Test
  void textThatIsCutKeepsPairsWhole() {
    TextGenerator texts = texts("SE");
    for (int limit = 1; limit < 200; limit++) {
      String text = texts.text(RANDOM.at(limit), 400, limit);
      assertThat(text.length()).isLessThanOrEqualTo(limit);
      assertThat(unpaired(text)).isZero();
    }
  }

  @Test
  void titlesAreShortAndBeginWithACapital() {
    TextGenerator texts = texts("FI");
    for (int i = 0; i < 500; i++) {
      String title = texts.title(RANDOM.at(i), 40);
      assertThat(title).isNotEmpty().hasSizeLessThanOrEqualTo(40);
      assertThat(Character.isUpperCase(title.charAt(0))).isTrue();
    }
  }

  private static long unpaired(String text) {
    return text.codePoints().filter(point -> point >= 0xD800 && point <= 0xDFFF).count();
  }

  @Test
  void lengthsHaveTheirMedianAndAHeavyTail() {
    TextLengths lengths = new TextLengths(200, 1.0, 2_000);
    int[] drawn = new int[10_001];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = lengths.draw(RANDOM.at(i));
    }
    Arrays.sort(drawn);
    assertThat(drawn[5_000]).isBetween(190, 210);
    assertThat(Arrays.stream(drawn).average().orElseThrow()).isBetween(290.0, 340.0);
    assertThat(drawn[10_000]).isEqualTo(2_000);
  }

  @Test
  void aCountryWithoutListsIsNamed() {
    assertThatThrownBy(() -> Vocabulary.of("XX"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no vocabulary for country XX: resource xx.txt is absent");
  }

  @Test
  void aSectionThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Vocabulary.of("FI").section("curses"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("vocabulary of FI has no section [curses]");
  }
}
