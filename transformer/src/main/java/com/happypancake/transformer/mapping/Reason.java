package com.happypancake.transformer.mapping;

import java.util.Locale;

/** Why a fact cannot become an event. */
public enum Reason {
  /** A column that allows no NULL has no value. */
  MISSING_VALUE,
  /** A time that means "never" where there must be one, or that no calendar has. */
  IMPOSSIBLE_TIME,
  /** A member that never existed. */
  UNKNOWN_MEMBER,
  /** A photo that never existed. */
  UNKNOWN_PHOTO,
  /** An interest that never existed. */
  UNKNOWN_INTEREST;

  /** Returns the reason as rejects and manifests have it, for example {@code unknown-member}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
