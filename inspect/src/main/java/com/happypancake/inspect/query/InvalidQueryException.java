package com.happypancake.inspect.query;

/** A query that does not fit the folder; the message says what the folder has. */
public final class InvalidQueryException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** A query that does not fit. */
  public InvalidQueryException(String message) {
    super(message);
  }
}
