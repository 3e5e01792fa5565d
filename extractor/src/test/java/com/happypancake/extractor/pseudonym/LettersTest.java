package com.happypancake.extractor.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LettersTest {

  private static IntStream allCharacters() {
    return IntStream.rangeClosed(0, Character.MAX_CODE_POINT);
  }

  @Test
  void everyLetterAndDigitOfUnicodeIsReplaced() {
    assertThat(
            allCharacters()
                .filter(Character::isLetterOrDigit)
                .filter(character -> !Letters.isReplaced(character)))
        .isEmpty();
  }

  @Test
  void replacementsAreLettersOrDigitsAsLongAsTheCharacterInEitherCase() {
    assertThat(
            allCharacters()
                .filter(
                    character ->
                        !IntStream.of(sample(Letters.replacements(character)))
                            .allMatch(replacement -> fits(replacement, character))))
        .isEmpty();
  }

  private static boolean fits(int replacement, int character) {
    return isAsLong(character, replacement)
        && isAsLong(character, Character.toUpperCase(replacement))
        && Character.isLetterOrDigit(replacement)
        && Character.toLowerCase(replacement) == replacement;
  }

  /** A long alphabet is one range. */
  private static int[] sample(int[] replacements) {
    return replacements.length <= 30
        ? replacements
        : new int[] {replacements[0], replacements[replacements.length - 1]};
  }

  private static boolean isAsLong(int one, int other) {
    return utf8Length(one) == utf8Length(other);
  }

  /** Characters of four bytes are two units of UTF-16, and no others are. */
  private static int utf8Length(int character) {
    if (character < 0x800) {
      return character < 0x80 ? 1 : 2;
    }
    return Character.charCount(character) + 2;
  }

  @Test
  void everyReplacedCharacterHasAnotherToStandForIt() {
    assertThat(
            allCharacters()
                .filter(Letters::isReplaced)
                .filter(character -> Letters.replacements(character).length < 4))
        .isEmpty();
  }

  @Test
  void digitsAreThoseOfFourScripts() {
    assertThat(allCharacters().filter(Letters::isDigit))
        .hasSize(40)
        .allMatch(Character::isDigit)
        .allMatch(character -> Character.isDigit(Letters.replacements(character)[0]));
  }

  @Test
  void aFoldedLetterIsReplacedByTheSameLetters() {
    allCharacters()
        .filter(character -> Letters.fold(character) != character)
        .forEach(
            character ->
                assertThat(Letters.replacements(Letters.fold(character)))
                    .isSameAs(Letters.replacements(character)));
    assertThat(Letters.fold("ÅSA-Örjan Пётр ΣΑΣ İ Ÿ")).isEqualTo("åsa-örjan пётр σασ İ Ÿ");
  }

  @Test
  void punctuationSpacesControlCharactersSymbolsAndTheReplacementCharacterStay() {
    assertThat(
            ".,;:!?-_@/\\\"'()[]{}<>#%&*+=|~^`$€…–—“”«»\u0000\t\r\n\u001F\u00A0\u200D\uFFFD\uFEFF💖→🇫🇮👩\u0301"
                .codePoints())
        .noneMatch(Letters::isReplaced);
  }
}
