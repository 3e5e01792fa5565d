package com.happypancake.database;

/**
 * A source that can't be read as asked. The message says what, where and what to do; it holds no
 * value of a row and no secret.
 */
public final class SourceException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final boolean passing;

  /** What went wrong. */
  public enum Kind {
    /** Nothing answers there, or it can't be spoken to; also a URL that can't be used. */
    UNREACHABLE,
    /** The database does not let the login in. */
    LOGIN,
    /** Tables and columns are not those of the schema. */
    MISMATCH,
    /** A query failed, or a value can't be held. */
    QUERY,
    /** The connection broke while rows were read. */
    LOST
  }

  /**
   * An error without a cause worth showing.
   *
   * @param message what, where, and what to do
   */
  public SourceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.passing = false;
  }

  SourceException(Kind kind, String message, Throwable cause) {
    this(kind, message, cause, false);
  }

  SourceException(Kind kind, String message, Throwable cause, boolean passing) {
    super(message, cause);
    this.kind = kind;
    this.passing = passing;
  }

  /**
   * Returns that a row can't be taken.
   *
   * @param where the table, and which piece of it
   * @param row its place in the order in which rows are read; the first is 1
   * @param why half a sentence, of no value of it, and what to do
   */
  public static SourceException ofRow(String where, long row, String why) {
    return new SourceException(Kind.QUERY, where + ": row " + row + ": " + why);
  }

  /** Returns that a field can't hold what a row has in a column. */
  public static SourceException ofValue(String where, long row, String column) {
    return ofRow(
        where,
        row,
        "column "
            + column
            + ": the schema's field can't hold the value; look the row up in the database,"
            + " in the order of its key, and correct the value or the schema");
  }

  /** Returns the same as one that may pass: the source did answer before. */
  SourceException passing() {
    SourceException passing = new SourceException(kind, String.valueOf(getMessage()), this, true);
    passing.setStackTrace(getStackTrace());
    return passing;
  }

  /** Returns what went wrong. */
  public Kind kind() {
    return kind;
  }

  /**
   * Tells whether the same may succeed a little later: a lost connection, a deadlock, a lock that
   * was not had in time, a server that just fails over.
   */
  public boolean isPassing() {
    return passing;
  }
}
