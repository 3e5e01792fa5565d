package com.happypancake.database;

import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import java.sql.SQLException;
import java.util.Locale;

/**
 * A source that can't be read as asked. The message says what, where and what to do; it holds no
 * value of a row and no secret, and neither does the cause.
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

  /** An error without a cause worth showing. */
  public SourceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.passing = false;
  }

  /** An error with a cause that holds no value of a row and no secret. */
  public SourceException(Kind kind, String message, Throwable cause) {
    this(kind, message, cause, false);
  }

  private SourceException(Kind kind, String message, Throwable cause, boolean passing) {
    super(message, cause);
    this.kind = kind;
    this.passing = passing;
  }

  /**
   * Returns an error of connecting. It tells the driver's number and not its words, which may name
   * the login.
   *
   * @param what went wrong, as half a sentence
   */
  public static SourceException ofConnecting(
      Kind kind, DatabaseAddress address, String what, String advice, SQLException e) {
    return new SourceException(
        kind,
        String.format(
            Locale.ROOT,
            "%s: %s (error %d, state %s); %s",
            address,
            what,
            e.getErrorCode(),
            e.getSQLState(),
            advice),
        withoutMessage(e));
  }

  /**
   * Returns an error of a query. It tells the driver's number and not its words, which may hold a
   * row's values.
   *
   * @param where the table, and the row if one was being read
   * @param lost whether the connection is gone
   * @param passing whether the same query may succeed when it is run again
   */
  static SourceException ofQuery(
      String where, SqlText sql, SQLException e, boolean lost, boolean passing, String advice) {
    return new SourceException(
        lost ? Kind.LOST : Kind.QUERY,
        String.format(
            Locale.ROOT,
            "%s: %s (error %d, state %s) in %s; %s",
            where,
            lost ? "the connection broke" : "the query failed",
            e.getErrorCode(),
            e.getSQLState(),
            sql.cut(),
            advice),
        withoutMessage(e),
        lost || passing);
  }

  /**
   * Returns an error of a URL that holds a secret.
   *
   * @param what the secret's name or place, without its value
   */
  public static SourceException ofSecretInUrl(String what) {
    return new SourceException(
        Kind.LOGIN,
        "the source's URL holds "
            + what
            + ", and a URL shows in process lists and logs; take it out, and give credentials by"
            + " the environment, a file or the prompt, as the command's help tells");
  }

  /** Returns where an exception arose, without what it said. */
  private static SQLException withoutMessage(SQLException e) {
    SQLException bare =
        new SQLException(
            "the driver's message is withheld, since it may hold data",
            e.getSQLState(),
            e.getErrorCode());
    bare.setStackTrace(e.getStackTrace());
    return bare;
  }

  /**
   * Returns that a row can't be taken.
   *
   * @param where the table, and which piece of it
   * @param row its place in the order in which rows are read; the first is 1
   * @param why half a sentence without a value of the row, and what to do
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
