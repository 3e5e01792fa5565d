package com.happypancake.database;

import com.happypancake.database.SourceException.Kind;
import java.sql.SQLException;
import java.util.Locale;

/** Makes errors of what a driver throws, leaving out what may hold a row's values or a secret. */
final class Failures {

  private Failures() {}

  /**
   * An error of a query.
   *
   * @param where the table, and the row if one was being read
   * @param lost whether the connection is gone
   * @param passing whether the same query may succeed when it is run again
   * @param advice what to do
   */
  static SourceException query(
      String where, Sql sql, SQLException e, boolean lost, boolean passing, String advice) {
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
   * An error of connecting, of which the number is told and not the words.
   *
   * @param what went wrong, as half a sentence
   * @param advice what to do
   */
  static SourceException connecting(
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

  /** Returns where an exception arose, without what it said. */
  static SQLException withoutMessage(SQLException e) {
    SQLException bare =
        new SQLException(
            "the driver's message is withheld, since it may hold data",
            e.getSQLState(),
            e.getErrorCode());
    bare.setStackTrace(e.getStackTrace());
    return bare;
  }
}
