package com.happypancake.seeder.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret that a request to the HTTP API must carry. {@link #toString} does not show it. */
public final class ControlToken {

  private static final int RANDOM_BYTES = 16;
  private static final int MIN_CHARACTERS = 16;

  private final String text;

  private ControlToken(String text) {
    this.text = text;
  }

  /** Returns a new token of 128 random bits, as 32 hexadecimal digits. */
  public static ControlToken random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new ControlToken(HexFormat.of().formatHex(bytes));
  }

  /**
   * Returns a token that a person chose.
   *
   * @throws IllegalArgumentException if it has fewer than 16 characters, or others than letters,
   *     digits, {@code -}, {@code .}, {@code _} and {@code ~}
   */
  public static ControlToken of(String text) {
    if (text.length() < MIN_CHARACTERS || !text.matches("[A-Za-z0-9._~-]+")) {
      throw new IllegalArgumentException(
          "a token has at least "
              + MIN_CHARACTERS
              + " characters, which are letters, digits, '-', '.', '_' and '~'; for example what"
              + " 'openssl rand -hex 16' prints");
    }
    return new ControlToken(text);
  }

  /** Returns whether a request carries the token. Takes the same time for all texts of a length. */
  boolean matches(String given) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the secret text, for its owner alone. */
  public String secret() {
    return text;
  }
}
