package com.happypancake.extractor.pseudonym;

import java.util.Arrays;
import java.util.UUID;

/**
 * A keyed permutation of the GUIDs of each version and variant (RFC 9562, sections 4.1 and 4.2).
 * For one thread.
 */
final class GuidCipher {

  private static final int NIBBLES = 32;
  private static final int NIBBLE_BITS = 4;
  private static final int NIBBLE_VALUES = 16;
  private static final int VERSION_AT = 12;
  private static final int VARIANT_AT = 16;
  private static final int VARIANT_BITS = 0xC;
  private static final int BELOW_VARIANT = 0x3;

  private final MixedRadixCipher cipher;

  GuidCipher(PseudonymKey key) {
    cipher = new MixedRadixCipher(key, "guid");
  }

  /** Returns a GUID's pseudonym. */
  UUID encipher(UUID guid) {
    int version = nibble(guid, VERSION_AT);
    int variant = nibble(guid, VARIANT_AT) & VARIANT_BITS;
    int[] digits = new int[NIBBLES - 1];
    int[] radices = new int[NIBBLES - 1];
    Arrays.fill(radices, NIBBLE_VALUES);
    for (int i = 0; i < digits.length; i++) {
      digits[i] = nibble(guid, place(i));
    }
    int belowVariant = VARIANT_AT - 1;
    digits[belowVariant] &= BELOW_VARIANT;
    radices[belowVariant] = BELOW_VARIANT + 1;
    cipher.encipher(
        digits, radices, new int[] {digits.length}, new byte[] {(byte) version, (byte) variant});
    digits[belowVariant] |= variant;
    long high = 0;
    long low = 0;
    for (int i = 0; i < digits.length; i++) {
      if (place(i) == VERSION_AT + 1) {
        high = (high << NIBBLE_BITS) | version;
      }
      if (place(i) < VARIANT_AT) {
        high = (high << NIBBLE_BITS) | digits[i];
      } else {
        low = (low << NIBBLE_BITS) | digits[i];
      }
    }
    return new UUID(high, low);
  }

  /** Returns where a digit stands among the nibbles: the version is no digit. */
  private static int place(int digit) {
    return digit < VERSION_AT ? digit : digit + 1;
  }

  private static int nibble(UUID guid, int place) {
    long half = place < VARIANT_AT ? guid.getMostSignificantBits() : guid.getLeastSignificantBits();
    int shift = (VARIANT_AT - 1 - place % VARIANT_AT) * NIBBLE_BITS;
    return (int) (half >>> shift) & (NIBBLE_VALUES - 1);
  }
}
