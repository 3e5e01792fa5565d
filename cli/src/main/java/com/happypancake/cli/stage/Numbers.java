package com.happypancake.cli.stage;

import com.happypancake.seeder.pace.EventRate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as arguments. */
final class Numbers {

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})([kmg]?)");

  private static final Pattern RATE =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  private Numbers() {}

  /**
   * Reads a size: {@code 1048576}, {@code 512k}, {@code 256m}, {@code 4g}, in powers of 1,024 as
   * the JVM's own options.
   *
   * @throws IllegalArgumentException if it is none
   */
  static long parseBytes(String text) {
    Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no size; expected for example 512k, 256m or 4g");
    }
    int power = matcher.group(2).isEmpty() ? 0 : 1 + "kmg".indexOf(matcher.group(2));
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is more than any memory", e);
    }
  }

  /**
   * Reads a rate: events a second, or {@code max}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static EventRate parseRate(String text) {
    if (text.toLowerCase(Locale.ROOT).equals("max")) {
      return new EventRate.Unlimited();
    }
    // Java would take 1d and 0x1p3 too.
    if (!RATE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "--rate is '" + text + "'; expected events a second, or max");
    }
    return new EventRate.PerSecond(Double.parseDouble(text));
  }
}
