package com.happypancake.schemas.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Converts UTF-16 to UTF-8. Replaces each unpaired surrogate by U+FFFD and keeps its neighbours.
 *
 * <p>The JDK's decoder drops the character after an unpaired high surrogate, and protobuf's encoder
 * writes a question mark. The text is a character sequence, or little-endian bytes as SQL Server
 * holds them. Bytes are read four characters at a time while they are ASCII.
 */
final class Utf16 {

  private static final char REPLACEMENT = '\uFFFD';

  private static final VarHandle FOUR_UNITS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle TWO_BYTES =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** The bits that are 0 in four units of at most two UTF-8 bytes each. */
  private static final long NOT_TWO_BYTES = 0xF800_F800_F800_F800L;

  private static final int MAX_BYTES_OF_FOUR = 8;

  private static final long PAIRS = 0x0000_FFFF_0000_FFFFL;

  /** A flag beside the end of a text. It is set if a surrogate was replaced. */
  private static final long REPLACED = 1L << Integer.SIZE;

  /** The bits that are 0 in four ASCII characters. */
  private static final long NOT_ASCII = 0xFF80_FF80_FF80_FF80L;

  private Utf16() {}

  /** Returns the length of a text in UTF-8 bytes. */
  static int utf8Length(CharSequence text) {
    int length = text.length();
    long bytes = 0;
    for (int i = 0; i < length; i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        bytes++;
      } else if (isPair(unit, i + 1 < length ? text.charAt(i + 1) : 0)) {
        bytes += 4;
        i++;
      } else {
        bytes += unit < 0x800 ? 2 : 3;
      }
    }
    return Math.toIntExact(bytes);
  }

  /**
   * Returns the length of a text in UTF-8 bytes.
   *
   * @param text UTF-16, little-endian
   * @param from the offset of the text, which extends to the end of the array
   */
  static int utf8Length(byte[] text, int from) {
    long bytes = 0;
    int read = from;
    while (read < text.length) {
      if (read + Long.BYTES <= text.length && (four(text, read) & NOT_ASCII) == 0) {
        bytes += 4;
        read += Long.BYTES;
        continue;
      }
      char unit = unit(text, read);
      read += Character.BYTES;
      if (unit < 0x80) {
        bytes++;
      } else if (isPair(unit, unit(text, read))) {
        bytes += 4;
        read += Character.BYTES;
      } else {
        bytes += unit < 0x800 ? 2 : 3;
      }
    }
    return Math.toIntExact(bytes);
  }

  /**
   * Writes a text as UTF-8.
   *
   * @param target an array with room for {@link #utf8Length} bytes from {@code at}
   * @param at the offset of the first byte
   * @return the number of replaced surrogates
   */
  static int encode(CharSequence text, byte[] target, int at) {
    int length = text.length();
    int replaced = 0;
    for (int i = 0; i < length; i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        target[at++] = (byte) unit;
      } else if (isPair(unit, i + 1 < length ? text.charAt(i + 1) : 0)) {
        at = putPair(unit, text.charAt(++i), target, at);
      } else {
        replaced += Character.isSurrogate(unit) ? 1 : 0;
        at = put(unit, target, at);
      }
    }
    return replaced;
  }

  /**
   * Writes a text as UTF-8.
   *
   * @param text UTF-16, little-endian
   * @param from the offset of the text, which extends to the end of the array
   * @param target an array with room for {@link #utf8Length} bytes from {@code at}
   * @param at the offset of the first byte
   * @return the {@linkplain #end end} of the text, and whether anything was {@linkplain #replaced
   *     replaced}
   */
  static long encode(byte[] text, int from, byte[] target, int at) {
    long replaced = 0;
    int read = from;
    while (read < text.length) {
      if (read + Long.BYTES <= text.length) {
        long four = four(text, read);
        if ((four & NOT_ASCII) == 0) {
          putFour(four, target, at);
          at += 4;
          read += Long.BYTES;
          continue;
        }
        if ((four & NOT_TWO_BYTES) == 0 && at + MAX_BYTES_OF_FOUR < target.length) {
          at = putShort((int) four & 0xFFFF, target, at);
          at = putShort((int) (four >>> 16) & 0xFFFF, target, at);
          at = putShort((int) (four >>> 32) & 0xFFFF, target, at);
          at = putShort((int) (four >>> 48), target, at);
          read += Long.BYTES;
          continue;
        }
      }
      char unit = unit(text, read);
      read += Character.BYTES;
      if (unit < 0x80) {
        target[at++] = (byte) unit;
      } else if (isPair(unit, unit(text, read))) {
        at = putPair(unit, unit(text, read), target, at);
        read += Character.BYTES;
      } else {
        replaced |= Character.isSurrogate(unit) ? REPLACED : 0;
        at = put(unit, target, at);
      }
    }
    return replaced | at;
  }

  /** Returns the end of a written text. */
  static int end(long written) {
    return (int) written;
  }

  /** Returns whether a written text had an unpaired surrogate. */
  static boolean replaced(long written) {
    return (written & REPLACED) != 0;
  }

  /**
   * Returns the number of units of a text.
   *
   * @throws IllegalArgumentException if the number of bytes is odd
   */
  static int units(byte[] text, int from) {
    int bytes = text.length - from;
    if (bytes % Character.BYTES != 0) {
      throw new IllegalArgumentException("UTF-16 text has an even number of bytes, not " + bytes);
    }
    return bytes / Character.BYTES;
  }

  private static long four(byte[] text, int at) {
    return (long) FOUR_UNITS.get(text, at);
  }

  /** Returns the unit at an offset; 0 at the end. */
  private static char unit(byte[] text, int at) {
    return at < text.length ? (char) ((text[at] & 0xFF) | (text[at + 1] << Byte.SIZE)) : 0;
  }

  private static boolean isPair(char unit, char next) {
    return Character.isHighSurrogate(unit) && Character.isLowSurrogate(next);
  }

  private static void putFour(long ascii, byte[] target, int at) {
    long pairs = (ascii | (ascii >>> 8)) & PAIRS;
    FOUR_BYTES.set(target, at, (int) (pairs | (pairs >>> 16)));
  }

  /**
   * Writes a unit of one or two bytes without a branch, which processors mispredict in Finnish
   * words. May overwrite the byte after the unit.
   */
  private static int putShort(int unit, byte[] target, int at) {
    int isTwo = (0x7F - unit) >> 31;
    int two = 0x80C0 | (unit >> 6) | ((unit & 0x3F) << Byte.SIZE);
    TWO_BYTES.set(target, at, (short) ((unit & ~isTwo) | (two & isTwo)));
    return at + 1 - isTwo;
  }

  /**
   * Writes a unit that is neither ASCII nor part of a pair.
   *
   * @return the offset of the next byte
   */
  private static int put(char unit, byte[] target, int at) {
    if (unit < 0x800) {
      target[at] = (byte) (0xC0 | (unit >> 6));
      target[at + 1] = continuation(unit);
      return at + 2;
    }
    char whole = Character.isSurrogate(unit) ? REPLACEMENT : unit;
    target[at] = (byte) (0xE0 | (whole >> 12));
    target[at + 1] = continuation(whole >> 6);
    target[at + 2] = continuation(whole);
    return at + 3;
  }

  private static int putPair(char high, char low, byte[] target, int at) {
    int point = Character.toCodePoint(high, low);
    target[at] = (byte) (0xF0 | (point >> 18));
    target[at + 1] = continuation(point >> 12);
    target[at + 2] = continuation(point >> 6);
    target[at + 3] = continuation(point);
    return at + 4;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }
}
