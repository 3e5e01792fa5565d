package com.happypancake.transformer.mapping;

import java.util.Locale;

/** The reason why a fact cannot become an event. */
public enum Reason {
  /** A column that must not be NULL has no value. */
  MISSING_VALUE,
  /** A required time is "never" or lies outside the years 1 to 9999. */
  IMPOSSIBLE_TIME,
  /** A member does not exist. */
  UNKNOWN_MEMBER,
  /** A photo does not exist. */
  UNKNOWN_PHOTO,
  /** An interest does not exist. */
  UNKNOWN_INTEREST;

  /**
   * Returns the reason of a text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Reason of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Returns the reason's text in rejects and manifests, for example {@code unknown-member}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
