package com.happypancake.database;

import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a source can't be read as requested. The message says what, where and what to do.
 * Neither it nor the cause contains a row's value or a secret.
 */
public final class SourceException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final @Nullable SqlErrorClass errorClass;
  private final boolean passing;

  public enum Kind {
    /** The source does not answer, or the connection or its URL can't be used. */
    UNREACHABLE,
    LOGIN,
    /** Tables, columns or values do not fit the schema. */
    MISMATCH,
    /** A query failed. */
    QUERY,
    /** The connection broke while it was in use. */
    LOST
  }

  /** Creates an error without a cause worth showing. */
  public SourceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.errorClass = null;
    this.passing = false;
  }

  /** Creates an error with a cause that contains no value of a row and no secret. */
  public SourceException(Kind kind, String message, Throwable cause) {
    this(kind, message, cause, null, false);
  }

  private SourceException(
      Kind kind,
      String message,
      Throwable cause,
      @Nullable SqlErrorClass errorClass,
      boolean passing) {
    super(message, cause);
    this.kind = kind;
    this.errorClass = errorClass;
    this.passing = passing;
  }

  /**
   * Returns a connection error without the driver's message, which may name the login. The cause
   * has that message without its values.
   *
   * @param what went wrong, as half a sentence
   */
  public static SourceException ofConnecting(
      Kind kind, DatabaseAddress address, String what, String advice, SQLException e) {
    return new SourceException(
        kind,
        String.format(
            Locale.ROOT,
            "%s: %s (error %d, SQLState %s); %s",
            address,
            what,
            e.getErrorCode(),
            e.getSQLState(),
            advice),
        withoutValues(e));
  }

  /**
   * Returns a statement's error without the driver's message, which may contain a row's values. The
   * cause has that message without its values.
   *
   * @param where the table, and the row if one was being read
   * @param errorClass decides the kind, and whether the same statement may succeed later
   */
  static SourceException ofStatement(
      String where,
      SqlText sql,
      DatabaseProduct product,
      SQLException e,
      SqlErrorClass errorClass,
      String advice) {
    return new SourceException(
        kind(errorClass),
        String.format(
            Locale.ROOT,
            "%s: %s (%s error %d, SQLState %s: %s) in %s; %s",
            where,
            errorClass == SqlErrorClass.LOST ? "the connection broke" : "the query failed",
            product.name(),
            e.getErrorCode(),
            e.getSQLState(),
            errorClass,
            sql.cut(),
            advice),
        withoutValues(e),
        errorClass,
        errorClass.isPassing());
  }

  private static Kind kind(SqlErrorClass errorClass) {
    return switch (errorClass) {
      case LOST -> Kind.LOST;
      case NO_SUCH_TABLE, NO_SUCH_COLUMN -> Kind.MISMATCH;
      default -> Kind.QUERY;
    };
  }

  /**
   * Returns the error for a table that is not as it was when its queries were planned.
   *
   * @param what what it is and what it was, as half a sentence
   */
  public static SourceException ofAlteredTable(String where, String what) {
    return new SourceException(
        Kind.MISMATCH,
        where
            + ": "
            + what
            + ": the table was altered during the extraction, or it is a view that the catalogue"
            + " describes as it was (sp_refreshview renews it); correct the schema if it no longer"
            + " fits, then begin the dump anew, or go on with --resume to keep what was read");
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

  /**
   * Returns an exception with the same stack trace and number, and with the message's safe part.
   */
  private static SQLException withoutValues(SQLException e) {
    SQLException safe =
        new SQLException(
            ServerText.withoutValues(String.valueOf(e.getMessage())),
            e.getSQLState(),
            e.getErrorCode());
    safe.setStackTrace(e.getStackTrace());
    return safe;
  }

  /**
   * Returns the error for a row that a dump can't hold.
   *
   * @param where the table, and its chunk
   * @param row its number in reading order, from 1
   * @param why half a sentence without a value of the row, with advice
   */
  public static SourceException ofRow(String where, long row, String why) {
    return new SourceException(Kind.MISMATCH, where + ": row " + row + ": " + why);
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
    SourceException passing =
        new SourceException(kind, String.valueOf(getMessage()), this, errorClass, true);
    passing.setStackTrace(getStackTrace());
    return passing;
  }

  public Kind kind() {
    return kind;
  }

  /** Returns what the database's error means; empty if no statement failed. */
  public Optional<SqlErrorClass> errorClass() {
    return Optional.ofNullable(errorClass);
  }

  /**
   * Returns whether the same action may succeed a little later, as after a lost connection, a
   * deadlock, a lock timeout, or during a failover.
   */
  public boolean isPassing() {
    return passing;
  }
}
