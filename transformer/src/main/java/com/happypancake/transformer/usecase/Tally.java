package com.happypancake.transformer.usecase;

import java.util.Locale;

/** What a transform counts beside events and rejects. */
public enum Tally {
  CLAMPED("moved to the time of the fact before it in its row"),
  BEFORE_REGISTRATION("older than the registration of a member that it names"),
  SKIPPED_HOUR("at a time that the country's clocks never showed"),
  REPEATED_HOUR("at a time that the country's clocks showed twice"),
  DELETED_BY_BOTH("message deleted by both sides"),
  FROM_OTHER_ROWS("event of a row that did not change itself"),
  LAST_LOGIN_ONLY("member with no other change than the last login"),
  HISTORY_KEPT("gone from the database and kept as history");

  private final String text;

  Tally(String text) {
    this.text = text;
  }

  /** Returns what is counted, in words that follow “counted:”. */
  String text() {
    return text;
  }

  /** Returns the name of the field of {@code EventTotals}, for example {@code skipped_hour}. */
  public String field() {
    return name().toLowerCase(Locale.ROOT);
  }
}
