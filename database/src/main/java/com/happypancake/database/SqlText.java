package com.happypancake.database;

/**
 * A statement or a part of one, with a form for messages that hides the values in its conditions.
 *
 * @param text what is sent
 * @param shown the form for messages
 */
public record SqlText(String text, String shown) {

  private static final int MAX_SHOWN_CHARACTERS = 160;

  /** Returns SQL that contains names and no values. */
  public static SqlText of(String text) {
    return new SqlText(text, text);
  }

  public SqlText and(SqlText next) {
    return new SqlText(text + next.text, shown + next.shown);
  }

  /** Appends SQL that contains no values. */
  public SqlText and(String next) {
    return and(of(next));
  }

  /** Returns the beginning of the form for messages. */
  String cut() {
    return shown.length() <= MAX_SHOWN_CHARACTERS
        ? shown
        : shown.substring(0, MAX_SHOWN_CHARACTERS) + "…";
  }

  @Override
  public String toString() {
    return shown;
  }
}
