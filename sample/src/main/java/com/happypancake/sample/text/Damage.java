package com.happypancake.sample.text;

import com.happypancake.sample.random.RowRandom;

/**
 * What ill-treated text holds: half a surrogate pair, as careless cutting leaves it, and control
 * characters.
 */
public final class Damage {
  private static final char[] CONTROLS = {
    '\u0001', '\u0000', '\u0007', '\b', '\u000B', '\u001B', '\u001F', '\u007F'
  };

  private Damage() {}

  /**
   * Returns {@code text} with one unpaired UTF-16 surrogate put in, and no longer than {@code
   * limit} units.
   */
  public static String unpairedSurrogate(String text, int limit, RowRandom random) {
    // U+DC00 to U+DFFF after anything but a high half, or U+D800 to U+DBFF before anything but a
    // low one, is unpaired.
    char half = (char) (0xD83C + random.below(2) * 0x400 + random.below(0x100));
    return insert(text, half, limit, random);
  }

  /**
   * Returns {@code text} with one control character put in, and no longer than {@code limit} units.
   */
  public static String controlCharacter(String text, int limit, RowRandom random) {
    return insert(text, CONTROLS[random.below(CONTROLS.length)], limit, random);
  }

  private static String insert(String text, char unit, int limit, RowRandom random) {
    // Within the limit, so that cutting to it never takes the damage away.
    int place = random.below(Math.min(text.length(), limit - 1) + 1);
    if (place > 0 && place < text.length() && Character.isLowSurrogate(text.charAt(place))) {
      place--;
    }
    String longer = text.substring(0, place) + unit + text.substring(place);
    if (longer.length() <= limit) {
      return longer;
    }
    int end =
        Character.isHighSurrogate(longer.charAt(limit - 1)) && place != limit - 1
            ? limit - 1
            : limit;
    return longer.substring(0, end);
  }
}
