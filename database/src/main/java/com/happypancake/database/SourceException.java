package com.happypancake.database;

import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Thrown if a source can't be read as requested. The message says what, where and what to do.
 * Neither it nor the cause contains a row's value or a secret.
 */
public final class SourceException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final boolean passing;

  public enum Kind {
    /** The source does not answer, or the connection or its URL can't be used. */
    UNREACHABLE,
    LOGIN,
    /** Tables or columns differ from the schema. */
    MISMATCH,
    /** A query failed, or a field can't hold a value. */
    QUERY,
    /** The connection broke while it was in use. */
    LOST
  }

  /** Creates an error without a cause worth showing. */
  public SourceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.passing = false;
  }

  /** Creates an error with a cause that contains no value of a row and no secret. */
  public SourceException(Kind kind, String message, Throwable cause) {
    this(kind, message, cause, false);
  }

  private SourceException(Kind kind, String message, Throwable cause, boolean passing) {
    super(message, cause);
    this.kind = kind;
    this.passing = passing;
  }

  /**
   * Returns a connection error without the driver's message, which may name the login.
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
   * Returns a query error without the driver's message, which may contain a row's values.
   *
   * @param where the table, and the row if one was being read
   * @param lost whether the connection broke
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
   * Returns the error for a URL that holds a secret.
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

  /** Returns an exception with the same stack trace and number, but without the message. */
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
   * Returns the error for a row that can't be read.
   *
   * @param where the table, and its chunk
   * @param row its number in reading order, from 1
   * @param why half a sentence without a value of the row, with advice
   */
  public static SourceException ofRow(String where, long row, String why) {
    return new SourceException(Kind.QUERY, where + ": row " + row + ": " + why);
  }

  /** Returns the error for a value that its field can't hold. */
  public static SourceException ofValue(String where, long row, String column) {
    return ofRow(
        where,
        row,
        "column "
            + column
            + ": the schema's field can't hold the value; look the row up in the database,"
            + " in the order of its key, and correct the value or the schema");
  }

  /** Returns a copy that may pass, since the source has answered before. */
  SourceException passing() {
    SourceException passing = new SourceException(kind, String.valueOf(getMessage()), this, true);
    passing.setStackTrace(getStackTrace());
    return passing;
  }

  public Kind kind() {
    return kind;
  }

  /**
   * Returns whether the same action may succeed a little later, as after a lost connection, a
   * deadlock, a lock timeout, or during a failover.
   */
  public boolean isPassing() {
    return passing;
  }
}
