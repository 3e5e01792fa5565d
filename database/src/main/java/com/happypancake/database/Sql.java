package com.happypancake.database;

/**
 * A statement, and how it may be shown: without the values that it compares with.
 *
 * @param text what is sent
 * @param shown what messages have of it
 */
public record Sql(String text, String shown) {

  private static final int MAX_SHOWN_CHARACTERS = 160;

  /** Returns a statement that holds names and no values. */
  public static Sql of(String text) {
    return new Sql(text, text);
  }

  /** Returns this statement with another after it. */
  public Sql and(Sql next) {
    return new Sql(text + next.text, shown + next.shown);
  }

  /** Returns this statement with more after it that holds no values. */
  public Sql and(String next) {
    return and(of(next));
  }

  /** Returns the beginning of what may be shown. */
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
