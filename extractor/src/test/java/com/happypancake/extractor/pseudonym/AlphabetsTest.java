package com.happypancake.extractor.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlphabetsTest {

  private final Alphabets alphabets = Alphabets.standard();

  @Test
  void everyLetterAndDigitOfUnicode13ButFiveIsReplaced() {
    long replaced =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(Character::isLetterOrDigit)
            .filter(character -> Alphabets.isReplaced(alphabets.code(character)))
            .count();

    assertThat(replaced).isEqualTo(131_886);
    assertThat(IntStream.of(0x10FC, 0x2CE4, 0x118FF, 0x11FB0, 0x1E94B))
        .as("the only letters that are alone in their alphabet")
        .allMatch(Character::isLetter)
        .allMatch(character -> alphabets.code(character) == Alphabets.KEPT);
  }

  @Test
  void noCharacterIsTwiceInTheAlphabets() {
    Set<Integer> seen = new HashSet<>();
    for (Alphabet alphabet : alphabets.all()) {
      for (int index = 0; index < alphabet.size(); index++) {
        int lower = alphabet.character(index, false);
        int upper = alphabet.character(index, true);
        assertThat(seen.add(lower)).as("U+%04X", lower).isTrue();
        assertThat(lower == upper || seen.add(upper)).as("U+%04X", upper).isTrue();
      }
    }
  }

  @Test
  void charactersOfAnAlphabetAreEquallyLong() {
    for (Alphabet alphabet : alphabets.all()) {
      int length = utf8Length(alphabet.character(0, false));
      for (int index = 0; index < alphabet.size(); index++) {
        assertThat(utf8Length(alphabet.character(index, false))).isEqualTo(length);
        assertThat(utf8Length(alphabet.character(index, true))).isEqualTo(length);
      }
    }
  }

  @Test
  void aTableOfNumbersHoldsAnyOneCharacter() {
    assertThat(alphabets.all())
        .allSatisfy(alphabet -> assertThat(alphabet.size()).isBetween(2, 1 << 16));
  }

  @Test
  void theCasesOfALetterAreThoseOfUnicode() {
    for (Alphabet alphabet : alphabets.all()) {
      for (int index = 0; index < alphabet.size(); index++) {
        int lower = alphabet.character(index, false);
        int upper = alphabet.character(index, true);
        if (alphabet.kind() == Alphabet.Kind.CASED) {
          assertThat(Character.toUpperCase(lower)).isEqualTo(upper);
          assertThat(Character.toLowerCase(upper)).isEqualTo(lower);
        } else {
          assertThat(upper).isEqualTo(lower);
        }
      }
    }
  }

  @Test
  void punctuationSpacesControlCharactersAndTheReplacementCharacterStay() {
    ".,;:!?-_@/\\\"'()[]{}<>#%&*+=|~^`$€…–—“”«»\u0000\t\r\n\u001F\u00A0\u200D\uFFFD"
        .codePoints()
        .forEach(character -> assertThat(alphabets.code(character)).isEqualTo(Alphabets.KEPT));
  }

  private static int utf8Length(int character) {
    return Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
  }
}
