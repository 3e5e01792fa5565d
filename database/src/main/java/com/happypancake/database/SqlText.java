package com.happypancake.database;

/**
 * A statement or a part of one, and how messages may show it: without the values that it compares
 * with.
 *
 * @param text what is sent
 * @param shown what messages have of it
 */
public record SqlText(String text, String shown) {

  private static final int MAX_SHOWN_CHARACTERS = 160;

  /** Returns SQL that holds names and no values. */
  public static SqlText of(String text) {
    return new SqlText(text, text);
  }

  /** Returns this SQL with more after it. */
  public SqlText and(SqlText next) {
    return new SqlText(text + next.text, shown + next.shown);
  }

  /** Returns this SQL with more after it that holds no values. */
  public SqlText and(String next) {
    return and(of(next));
  }

  /** Returns the beginning of what messages have of it. */
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
