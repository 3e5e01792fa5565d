package com.happypancake.sample.text;

/** A reusable buffer of UTF-16 units that words are appended to; not thread-safe. */
final class TextBuffer {
  private final char[] units;
  private int length;

  TextBuffer(int capacity) {
    this.units = new char[capacity];
  }

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  void append(char unit) {
    units[length++] = unit;
  }

  void append(char[] word) {
    System.arraycopy(word, 0, units, length, word.length);
    length += word.length;
  }

  void append(String word) {
    word.getChars(0, word.length(), units, length);
    length += word.length();
  }

  /**
   * Returns at most {@code limit} units as a string, and no half of a surrogate pair at its end.
   */
  String first(int limit) {
    if (length <= limit) {
      return new String(units, 0, length);
    }
    return new String(units, 0, Character.isHighSurrogate(units[limit - 1]) ? limit - 1 : limit);
  }
}
