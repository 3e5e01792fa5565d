package com.happypancake.database;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;

/** What the SQL standard and JDBC say of errors that pass. */
final class TransientErrors {

  private TransientErrors() {}

  /** Tells whether an error's state or class says that the same may succeed a little later. */
  static boolean byState(SQLException e) {
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
