package com.happypancake.sample;

import java.sql.SQLException;

/** Thrown if a sample can't be made in a database. Nothing was changed. */
public final class RefusedDatabaseException extends SQLException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message names the database and the problem, and says what to do
   */
  public RefusedDatabaseException(String message) {
    super(message);
  }
}
