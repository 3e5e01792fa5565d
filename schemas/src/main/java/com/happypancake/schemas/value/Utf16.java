package com.happypancake.schemas.value;

import java.nio.ByteBuffer;

/**
 * Turns UTF-16 into UTF-8, putting U+FFFD in the place of each unpaired surrogate and touching no
 * neighbour.
 *
 * <p>The JDK's decoder swallows the character after an unpaired high surrogate, and protobuf's
 * encoder writes a question mark; legacy texts deserve better.
 */
final class Utf16 {

  private static final char REPLACEMENT = '\uFFFD';

  private Utf16() {}

  /** Returns how many bytes of UTF-8 a text takes. */
  static int utf8Length(CharSequence text) {
    int length = text.length();
    long bytes = 0;
    for (int i = 0; i < length; i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        bytes++;
      } else if (unit < 0x800) {
        bytes += 2;
      } else if (isPairAt(text, i, unit)) {
        bytes += 4;
        i++;
      } else {
        bytes += 3;
      }
    }
    return Math.toIntExact(bytes);
  }

  /**
   * Writes a text as UTF-8.
   *
   * @param target has room for {@link #utf8Length} bytes from {@code at}
   * @param at where the first byte goes
   * @return how many unpaired surrogates were replaced
   */
  static int encode(CharSequence text, byte[] target, int at) {
    int length = text.length();
    int replaced = 0;
    for (int i = 0; i < length; i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        target[at++] = (byte) unit;
      } else if (unit < 0x800) {
        target[at++] = (byte) (0xC0 | (unit >> 6));
        target[at++] = continuation(unit);
      } else if (isPairAt(text, i, unit)) {
        int point = Character.toCodePoint(unit, text.charAt(++i));
        target[at++] = (byte) (0xF0 | (point >> 18));
        target[at++] = continuation(point >> 12);
        target[at++] = continuation(point >> 6);
        target[at++] = continuation(point);
      } else {
        char whole = unit;
        if (Character.isSurrogate(unit)) {
          whole = REPLACEMENT;
          replaced++;
        }
        target[at++] = (byte) (0xE0 | (whole >> 12));
        target[at++] = continuation(whole >> 6);
        target[at++] = continuation(whole);
      }
    }
    return replaced;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }

  private static boolean isPairAt(CharSequence text, int index, char unit) {
    return Character.isHighSurrogate(unit)
        && index + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(index + 1));
  }

  /** The bytes that SQL Server holds for nchar and nvarchar, little-endian, as characters. */
  record LittleEndian(ByteBuffer bytes) implements CharSequence {

    LittleEndian {
      if (bytes.remaining() % 2 != 0) {
        throw new IllegalArgumentException(
            "UTF-16 text has an even number of bytes, not " + bytes.remaining());
      }
    }

    @Override
    public int length() {
      return bytes.remaining() / 2;
    }

    @Override
    public char charAt(int index) {
      return bytes.getChar(2 * index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new LittleEndian(bytes.slice(2 * start, 2 * (end - start)).order(bytes.order()));
    }
  }
}
