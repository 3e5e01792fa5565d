package com.happypancake.extractor.pseudonym;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Defines which characters of a text are replaced, and by which. This is part of the mapping: it
 * never changes, and does not depend on the JVM's version of Unicode.
 *
 * <p>A replacement is as long as the character in UTF-16 and UTF-8. Unlisted characters are also
 * replaced, so that none shows because it was forgotten.
 */
final class Letters {

  /** Lines of characters and their replacements. A later line overrides an earlier one. */
  private static final String[][] ALPHABETS = {
    {"80-7FF", "šžčřłńśźťďľğ"},
    {"800-FFFF", "4E00-9FA5"},
    {"10000-10FFFF", "20000-2A6D6"},
    {"30-39", "0123456789"},
    {"660-669", "660-669"},
    {"6F0-6F9", "6F0-6F9"},
    {"FF10-FF19", "FF10-FF19"},
    {"41-5A 61-7A", "ntrslkdmhvgpjfbcxzwq"},
    {"AA B5 BA C0-FF", "ðñþç"},
    {"370-3FF", "τσνρπκμλδγχθφβξζψ"},
    {"400-52F", "нтсрвлкмдпбгчйхжшцщф"},
    {"590-5FF", "5D0-5EA"},
    {"600-65F 66A-6EF 6FA-6FF", "628-63A"},
    {"E00-E7F", "E01-E2E"},
    {"1E00-1EFF", "ṇṭṣḷḳḍṃḥṿṗḅẓ"},
    {"1F00-1FFF", "ἀἐἠἰὀὠἁἑἡἱὁὡ"},
    {"3041-309F", "3041-3096"},
    {"30A0-30FF", "30A1-30FA"},
    {"AC00-D7FF", "AC00-D7A3"},
    {"FF21-FF3A FF41-FF5A", "ｎｔｒｓｌｋｄｍｈｖｇｐｊｆｂｃｘｚｗｑ"},
    // Punctuation, spaces, control characters, combining accents, symbols, surrogates.
    {
      "0-2F 3A-40 5B-60 7B-A9 AB-B4 B6-B9 BB-BF D7 F7 300-36F 60C 61B 61F 2000-206F 20A0-20CF"
          + " 2190-245F 2500-2BFF 2E00-2E2E 2E30-2E7F 3000-3004 3008-3020 D800-DFFF FE00-FE6F FEFF"
          + " FF01-FF0F FF1A-FF20 FF3B-FF40 FF5B-FF65 FFE0-FFFF 1F000-1F0FF 1F1E6-1FAFF",
      ""
    },
  };

  private static final int DIGITS = 10;
  private static final int HEXADECIMAL = 16;
  private static final int[][] REPLACEMENTS = new int[ALPHABETS.length][];
  private static final byte[] ALPHABET_OF = new byte[Character.MAX_CODE_POINT + 1];

  static {
    for (int i = 0; i < ALPHABETS.length; i++) {
      for (String range : ALPHABETS[i][0].split(" ", -1)) {
        int[] characters = range(range);
        Arrays.fill(ALPHABET_OF, characters[0], characters[characters.length - 1] + 1, (byte) i);
      }
      String replacements = ALPHABETS[i][1];
      REPLACEMENTS[i] =
          replacements.contains("-") ? range(replacements) : replacements.codePoints().toArray();
    }
  }

  private Letters() {}

  private static int[] range(String text) {
    String[] ends = text.split("-", -1);
    int first = Integer.parseInt(ends[0], HEXADECIMAL);
    return IntStream.rangeClosed(first, Integer.parseInt(ends[ends.length - 1], HEXADECIMAL))
        .toArray();
  }

  /** Returns whether a character is replaced. */
  static boolean isReplaced(int character) {
    return replacements(character).length > 0;
  }

  /** Returns whether a character is replaced by a digit. */
  static boolean isDigit(int character) {
    return replacements(character).length == DIGITS;
  }

  /**
   * Returns the possible replacements of a character, letters in lower case; none if it is kept.
   */
  static int[] replacements(int character) {
    return REPLACEMENTS[ALPHABET_OF[character]];
  }

  /** Returns whether a character is replaced by an upper-case letter. */
  static boolean isUpperCase(int character) {
    return hasCase(character) && Character.isUpperCase(character);
  }

  private static boolean hasCase(int character) {
    int[] replacements = replacements(character);
    return replacements.length > 0 && Character.toUpperCase(replacements[0]) != replacements[0];
  }

  /** Returns a letter in lower case, if the lower-case letter has the same replacements. */
  static int fold(int character) {
    int lower = Character.toLowerCase(character);
    return hasCase(character) && ALPHABET_OF[lower] == ALPHABET_OF[character] ? lower : character;
  }

  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints().map(Letters::fold).forEach(folded::appendCodePoint);
    return folded.toString();
  }
}
