package com.happypancake.sample;

import java.sql.SQLException;

/**
 * A database that a sample can't be made in; the message says why, and what to do. Nothing was
 * changed.
 */
public final class RefusedDatabaseException extends SQLException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what is wrong with which database, and what to do
   */
  public RefusedDatabaseException(String message) {
    super(message);
  }
}
