package com.happypancake.extractor.pseudonym;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Replaces the words of a text by pseudo-words that are as long in UTF-16 and UTF-8 and have
 * capitals in the same places. Digits become digits. The same word, in any case, becomes the same
 * pseudo-word in every text, so words keep their frequency.
 *
 * <p>A word is a run of letters or of digits, as {@link Letters} defines them. Every letter
 * changes. Pseudo-words of Latin, Cyrillic and Greek letters have no vowel, so that none is a real
 * word by chance. Some letters are more frequent than others, so that a text compresses about as
 * well as before. Not thread-safe.
 */
final class Prose {

  private static final int CACHED_WORDS = 1 << 14;
  private static final int MAX_CACHED_LENGTH = 40;
  private static final int BYTES_PER_LETTER = 2;
  private static final int FREE_LETTERS = 3;
  private static final int MAX_SHORT_LETTERS = 4;
  private static final int LAST_OF_ASCII = 0x7F;

  /**
   * The last letters of short words. With other letters, a pseudo-word might be the beginning of a
   * real word, as at the end of a truncated text ("str").
   */
  private static final int[] RARE_ENDS = "xzqwj".codePoints().toArray();

  private final KeyedHash hash;
  private final StringBuilder folded = new StringBuilder();

  /** Evicts the least recently used word. */
  private final Map<String, String> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > CACHED_WORDS;
        }
      };

  Prose(PseudonymKey key) {
    hash = key.hash("text");
  }

  String replace(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (Letters.isReplaced(character)) {
        at = replaceWord(text, at, Letters.isDigit(character), result);
      } else {
        result.appendCodePoint(character);
        at += Character.charCount(character);
      }
    }
    return result.toString();
  }

  /** Replaces the word that begins at an index, and returns the index of its end. */
  private int replaceWord(String text, int start, boolean ofDigits, StringBuilder result) {
    folded.setLength(0);
    int at = start;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (!Letters.isReplaced(character) || Letters.isDigit(character) != ofDigits) {
        break;
      }
      folded.appendCodePoint(Letters.fold(character));
      at += Character.charCount(character);
    }
    String pseudonym = pseudonym(folded.toString());
    for (int i = 0; i < pseudonym.length(); i += Character.charCount(pseudonym.codePointAt(i))) {
      int letter = pseudonym.codePointAt(i);
      boolean isUpperCase = Letters.isUpperCase(text.codePointAt(start + i));
      result.appendCodePoint(isUpperCase ? Character.toUpperCase(letter) : letter);
    }
    return at;
  }

  private String pseudonym(String word) {
    if (word.length() > MAX_CACHED_LENGTH) {
      return make(word);
    }
    String known = cache.get(word);
    if (known == null) {
      known = make(word);
      cache.put(word, known);
    }
    return known;
  }

  private String make(String word) {
    int[] letters = word.codePoints().toArray();
    byte[] random = hash.bytes(KeyedHash.utf8(word), letters.length * BYTES_PER_LETTER);
    StringBuilder made = new StringBuilder(word.length());
    for (int i = 0; i < letters.length; i++) {
      int[] choice = Letters.replacements(letters[i]);
      boolean endsShortWord = i > 0 && i == letters.length - 1 && i < MAX_SHORT_LETTERS;
      if (endsShortWord && letters[i] <= LAST_OF_ASCII && !Letters.isDigit(letters[i])) {
        choice = RARE_ENDS;
      }
      int high = random[i * BYTES_PER_LETTER] & 0xFF;
      int low = random[i * BYTES_PER_LETTER + 1] & 0xFF;
      int place = place(i, (high << Byte.SIZE) | low, choice.length, Letters.isDigit(letters[i]));
      // Every letter changes.
      made.appendCodePoint(
          choice[place] == letters[i] ? choice[(place + 1) % choice.length] : choice[place]);
    }
    return made.toString();
  }

  /**
   * Returns an index into an alphabet. The first letters are more frequent than the last, and even
   * more so from a word's fourth letter on, as in a language. All digits are equally frequent.
   */
  private static int place(int at, int number, int places, boolean isDigit) {
    long skewed = number;
    if (!isDigit) {
      skewed = (skewed * number) >>> Character.SIZE;
      if (at >= FREE_LETTERS) {
        skewed = (skewed * number) >>> Character.SIZE;
      }
    }
    return (int) ((skewed * places) >>> Character.SIZE);
  }
}
