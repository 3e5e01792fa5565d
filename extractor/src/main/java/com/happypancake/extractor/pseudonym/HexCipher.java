package com.happypancake.extractor.pseudonym;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A keyed permutation of the hexadecimal digits within texts of one shape. For one thread.
 *
 * <p>A digit that leads a group of several and is not 0 does not become 0, and one that is 0 stays:
 * so numbers keep their width. Letters are in upper case where the text had one.
 */
final class HexCipher {

  private static final int HEXADECIMAL = 16;

  private final MixedRadixCipher cipher;

  HexCipher(PseudonymKey key, String purpose) {
    cipher = new MixedRadixCipher(key, purpose);
  }

  /**
   * Returns a text's pseudonym.
   *
   * @param text groups of hexadecimal digits, and other characters between them, which stay
   */
  String encipher(String text) {
    int count = 0;
    int[] places = new int[text.length()];
    int[] digits = new int[text.length()];
    int[] radices = new int[text.length()];
    ByteBuffer shape = ByteBuffer.allocate(text.length() * Character.BYTES);
    for (int i = 0; i < text.length(); i++) {
      int digit = digit(text, i);
      boolean leads = i == 0 || digit(text, i - 1) < 0;
      if (digit < 0 || (leads && digit == 0)) {
        shape.putChar(text.charAt(i));
        continue;
      }
      places[count] = i;
      digits[count] = leads ? digit - 1 : digit;
      radices[count] = leads ? HEXADECIMAL - 1 : HEXADECIMAL;
      shape.putChar(leads ? 'f' : 'x');
      count++;
    }
    digits = Arrays.copyOf(digits, count);
    radices = Arrays.copyOf(radices, count);
    cipher.encipher(digits, radices, count == 0 ? new int[0] : new int[] {count}, shape.array());
    return put(digits, radices, places, text);
  }

  private static String put(int[] digits, int[] radices, int[] places, String text) {
    boolean isUpperCase = text.chars().anyMatch(unit -> unit >= 'A' && unit <= 'F');
    StringBuilder result = new StringBuilder(text);
    for (int i = 0; i < digits.length; i++) {
      int digit = radices[i] == HEXADECIMAL ? digits[i] : digits[i] + 1;
      String character = Integer.toHexString(digit);
      result.replace(
          places[i], places[i] + 1, isUpperCase ? character.toUpperCase(Locale.ROOT) : character);
    }
    return result.toString();
  }

  private static int digit(String text, int index) {
    char unit = text.charAt(index);
    return unit < 0x80 ? Character.digit(unit, HEXADECIMAL) : -1;
  }
}
