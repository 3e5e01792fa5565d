package com.happypancake.database;

import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;

/** What one database product's errors mean to an extraction. */
public interface DatabaseErrors {

  /** Explains why there is no connection. */
  SourceException connectFailure(DatabaseAddress address, SQLException e);

  /** Returns what to do about a failed query, as the end of a sentence. */
  String advice(SQLException e);

  /** Tells whether a query failed because its table is not there. */
  boolean isMissingTable(SQLException e);

  /**
   * Tells whether the same query may succeed a little later. A lost connection is told by {@link
   * #isLost}.
   */
  boolean isTransient(SQLException e);

  /** Tells whether the connection broke. */
  static boolean isLost(SQLException e) {
    String state = e.getSQLState();
    return state != null && state.startsWith("08");
  }

  /** Tells whether an error's class or state says, on any product, that it passes. */
  static boolean isTransientByState(SQLException e) {
    if (e instanceof SQLTransientException || e instanceof SQLRecoverableException) {
      return true;
    }
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("08")
            || state.startsWith("40")
            || state.equals("HYT00")
            || state.equals("HYT01"));
  }
}
