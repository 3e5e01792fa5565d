package com.happypancake.extractor.pseudonym;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes the words that take the place of words. For one thread.
 *
 * <p>Latin, Cyrillic and Greek ones have no vowel, so that none is a word of any language, be it by
 * chance. Letters are not all as frequent, so that they deflate as those of a language do.
 */
final class PseudoWords {

  private static final int BYTES_PER_LETTER = 2;
  private static final int FREE_LETTERS = 3;
  private static final int DIGITS = 10;

  /** What is drawn from, the most frequent first; all of an alphabet that is not named. */
  private static final Map<String, String> CONSONANTS =
      Map.of(
          "LATIN-1", "ntrslkdmhvgpjfbcxzwq",
          "LATIN_1_SUPPLEMENT-2", "ðñþç",
          "LATIN_EXTENDED_A-2", "šžčřłńśźťďľğ",
          "CYRILLIC-2", "нтсрвлкмдпбгчйхжшцщф",
          "GREEK-2", "τσνρπκμλδγχθφβξζψ");

  private static final int MAX_SHORT_LETTERS = 4;
  private static final int[] RARE_ENDS = "xzqwj".codePoints().toArray();

  private final Alphabets alphabets;
  private final KeyedHash hash;
  private final int[][] drawn;

  PseudoWords(PseudonymKey key, Alphabets alphabets) {
    this.alphabets = alphabets;
    this.hash = key.hash("text");
    this.drawn = alphabets.all().stream().map(PseudoWords::drawn).toArray(int[][]::new);
  }

  private static int[] drawn(Alphabet alphabet) {
    String consonants =
        alphabet.kind() == Alphabet.Kind.CASED ? CONSONANTS.get(alphabet.name()) : null;
    return consonants == null
        ? IntStream.range(0, alphabet.size()).map(i -> alphabet.character(i, false)).toArray()
        : consonants.codePoints().toArray();
  }

  /**
   * Returns the word that takes the place of another.
   *
   * @param word letters and marks, or digits; letters in lower case
   */
  String of(String word) {
    int[] letters = word.codePoints().toArray();
    byte[] random =
        hash.bytes(word.getBytes(StandardCharsets.UTF_8), letters.length * BYTES_PER_LETTER);
    StringBuilder made = new StringBuilder(word.length());
    for (int i = 0; i < letters.length; i++) {
      int code = alphabets.code(letters[i]);
      if (Alphabets.isReplaced(code)) {
        int number =
            ((random[i * BYTES_PER_LETTER] & 0xFF) << Byte.SIZE)
                | (random[i * BYTES_PER_LETTER + 1] & 0xFF);
        made.appendCodePoint(draw(choice(code, i, letters.length), i, number, letters[i]));
      } else {
        made.appendCodePoint(letters[i]);
      }
    }
    return made.toString();
  }

  /**
   * Returns what a letter is drawn from. Short words of ASCII letters end as none does: else they
   * might be what a longer word begins with, which is left where a text was cut ("str").
   */
  private int[] choice(int code, int at, int letters) {
    Alphabet alphabet = alphabets.alphabet(code);
    boolean endsShortWord = at > 0 && at == letters - 1 && letters <= MAX_SHORT_LETTERS;
    return endsShortWord && alphabet.name().equals("LATIN-1")
        ? RARE_ENDS
        : drawn[alphabet.number()];
  }

  /** Draws a letter other than the one in whose place it is put. */
  private static int draw(int[] choice, int at, int number, int letter) {
    int place = place(at, number, choice.length);
    return choice[place] == letter ? choice[(place + 1) % choice.length] : choice[place];
  }

  /**
   * Returns a place, the first ones more often than the last, and all the more so from a word's
   * fourth letter on, where a language leaves little choice. Digits are all as frequent.
   */
  private static int place(int at, int number, int places) {
    if (places == DIGITS) {
      return (number * places) >>> Character.SIZE;
    }
    long skewed = ((long) number * number) >>> Character.SIZE;
    if (at >= FREE_LETTERS) {
      skewed = (skewed * number) >>> Character.SIZE;
    }
    return (int) ((skewed * places) >>> Character.SIZE);
  }
}
