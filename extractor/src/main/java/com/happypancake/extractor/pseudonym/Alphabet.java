package com.happypancake.extractor.pseudonym;

/**
 * Characters of one script that may stand for each other: equally long in UTF-16 and UTF-8.
 *
 * <p>Immutable. A character is known by its index; the two cases of a letter share one.
 */
final class Alphabet {

  /** What an alphabet's characters are. */
  enum Kind {
    /** Letters that have two cases. */
    CASED,
    /** Letters without case. */
    LETTERS,
    /** The ten decimal digits of a script. */
    DIGITS,
    /** What is neither letter nor punctuation: emoji, arrows, mathematical signs. */
    SYMBOLS
  }

  private final String name;
  private final Kind kind;
  private final int number;
  private final int[] lower;
  private final int[] upper;

  /**
   * An alphabet.
   *
   * @param number tells it from other alphabets
   * @param lower its characters, letters in lower case
   * @param upper the same in upper case, or as they are where they have none
   */
  Alphabet(String name, Kind kind, int number, int[] lower, int[] upper) {
    this.name = name;
    this.kind = kind;
    this.number = number;
    this.lower = lower.clone();
    this.upper = upper.clone();
  }

  String name() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  int number() {
    return number;
  }

  int size() {
    return lower.length;
  }

  /** Returns the code point at an index. */
  int character(int index, boolean isUpperCase) {
    return isUpperCase ? upper[index] : lower[index];
  }
}
