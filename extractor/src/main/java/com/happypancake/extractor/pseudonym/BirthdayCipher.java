package com.happypancake.extractor.pseudonym;

import java.nio.ByteBuffer;
import java.time.LocalDate;

/**
 * A keyed permutation of the days of each year, none of which stays where it is. For one thread.
 */
final class BirthdayCipher {

  private final MixedRadixCipher cipher;

  BirthdayCipher(PseudonymKey key) {
    cipher = new MixedRadixCipher(key, "birthday");
  }

  /** Returns another day of the same year. */
  LocalDate encipher(LocalDate birthday) {
    int[] day = {birthday.getDayOfYear() - 1};
    byte[] year = ByteBuffer.allocate(Integer.BYTES).putInt(birthday.getYear()).array();
    cipher.encipher(day, new int[] {birthday.lengthOfYear()}, new int[] {1}, year);
    return birthday.withDayOfYear(day[0] + 1);
  }
}
