package com.happypancake.extractor.pseudonym;

import java.util.Map;

/**
 * Keyed words in the place of a text's words, as long as these in UTF-16 and UTF-8, in the same
 * script and the same cases; digits become digits. The same word, whatever its case, becomes the
 * same word in every text, so that words come as often as before and deflate finds what it found.
 *
 * <p>A word is a run of letters, or of digits, of which none is left as it is. Punctuation, spaces,
 * control characters, U+FFFD and symbols stay. For one thread.
 */
final class ProseHash {

  private static final int CACHED_WORDS = 1 << 14;
  private static final int MAX_CACHED_LENGTH = 40;

  private final Alphabets alphabets = Alphabets.standard();
  private final PseudoWords words;
  private final Map<String, String> cache = new BoundedCache<>(CACHED_WORDS);
  private final StringBuilder folded = new StringBuilder();

  ProseHash(PseudonymKey key) {
    words = new PseudoWords(key, alphabets);
  }

  /** Returns a text's pseudonym. */
  String replace(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      int code = alphabets.code(character);
      if (isOfWord(code)) {
        at = replaceWord(text, at, isDigit(code), result);
      } else {
        result.appendCodePoint(character);
        at += Character.charCount(character);
      }
    }
    return result.toString();
  }

  /** Replaces the word that begins at a place, and returns where it ends. */
  private int replaceWord(String text, int start, boolean ofDigits, StringBuilder result) {
    folded.setLength(0);
    int at = start;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      int code = alphabets.code(character);
      if (code != Alphabets.MARK && (!isOfWord(code) || isDigit(code) != ofDigits)) {
        break;
      }
      folded.appendCodePoint(
          Alphabets.isReplaced(code)
              ? alphabets.alphabet(code).character(Alphabets.index(code), false)
              : character);
      at += Character.charCount(character);
    }
    appendInCase(text, start, pseudonym(folded.toString()), result);
    return at;
  }

  private String pseudonym(String word) {
    if (word.length() > MAX_CACHED_LENGTH) {
      return words.of(word);
    }
    String known = cache.get(word);
    if (known == null) {
      known = words.of(word);
      cache.put(word, known);
    }
    return known;
  }

  private void appendInCase(String text, int start, String lower, StringBuilder result) {
    int at = 0;
    while (at < lower.length()) {
      int character = lower.codePointAt(at);
      if (Alphabets.isUpperCase(alphabets.code(text.codePointAt(start + at)))) {
        int code = alphabets.code(character);
        result.appendCodePoint(alphabets.alphabet(code).character(Alphabets.index(code), true));
      } else {
        result.appendCodePoint(character);
      }
      at += Character.charCount(character);
    }
  }

  private boolean isOfWord(int code) {
    return Alphabets.isReplaced(code) && alphabets.alphabet(code).kind() != Alphabet.Kind.SYMBOLS;
  }

  private boolean isDigit(int code) {
    return Alphabets.isReplaced(code) && alphabets.alphabet(code).kind() == Alphabet.Kind.DIGITS;
  }
}
