package com.happypancake.extractor.pseudonym;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each character which alphabet it is of, by the tables of Unicode 13 and not by the
 * JVM's, which differ from one version to the next. Immutable.
 *
 * <p>A character's code is {@link #KEPT} where no pseudonym replaces it (punctuation, spaces,
 * control characters, U+FFFD), {@link #MARK} where it is kept as a part of the word around it, and
 * else holds its alphabet, index and case.
 */
final class Alphabets {

  /** The code of a character that stays, and ends a word. */
  static final int KEPT = 0;

  /** The code of a character that stays, and belongs to the word around it. */
  static final int MARK = 1;

  private static final int INDEX_BITS = 16;
  private static final int CASE_BIT = 1 << INDEX_BITS;

  private final List<Alphabet> alphabets;
  private final int[] basic = new int[Character.MIN_SUPPLEMENTARY_CODE_POINT];
  private final Map<Integer, Integer> supplementary = new HashMap<>();

  private Alphabets(AlphabetTable table) {
    alphabets = table.alphabets();
    for (int mark : table.marks()) {
      put(mark, MARK);
    }
    for (Alphabet alphabet : alphabets) {
      for (int index = 0; index < alphabet.size(); index++) {
        int code = ((alphabet.number() + 1) << (INDEX_BITS + 1)) | index;
        put(alphabet.character(index, true), code | CASE_BIT);
        put(alphabet.character(index, false), code);
      }
    }
  }

  /** Returns the alphabets that pseudonyms are made of. */
  static Alphabets standard() {
    return Standard.ALPHABETS;
  }

  private void put(int character, int code) {
    if (Character.isBmpCodePoint(character)) {
      basic[character] = code;
    } else {
      supplementary.put(character, code);
    }
  }

  /** Returns all alphabets. */
  List<Alphabet> all() {
    return alphabets;
  }

  /** Returns a character's code. */
  int code(int character) {
    if (character < basic.length) {
      return basic[character];
    }
    @Nullable Integer code = supplementary.get(character);
    return code == null ? KEPT : code;
  }

  /** Tells whether a code is of a character that pseudonyms replace. */
  static boolean isReplaced(int code) {
    return code > MARK;
  }

  /** Returns the alphabet of a code that is replaced. */
  Alphabet alphabet(int code) {
    return alphabets.get((code >>> (INDEX_BITS + 1)) - 1);
  }

  /** Returns the index in its alphabet of a code that is replaced. */
  static int index(int code) {
    return code & (CASE_BIT - 1);
  }

  /** Tells whether a code is that of an upper-case letter. */
  static boolean isUpperCase(int code) {
    return (code & CASE_BIT) != 0;
  }

  /** Returns a character in lower case, if it has one in its alphabet. */
  int fold(int character) {
    int code = code(character);
    return isReplaced(code) ? alphabet(code).character(index(code), false) : character;
  }

  /** Returns a text in lower case, as its alphabets have it. */
  String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints().map(this::fold).forEach(folded::appendCodePoint);
    return folded.toString();
  }

  /** Read once, since the tables take a few milliseconds. */
  private static final class Standard {
    private static final Alphabets ALPHABETS = new Alphabets(AlphabetTable.read());

    private Standard() {}
  }
}
