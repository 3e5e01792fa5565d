package com.happypancake.inspect.query;

import java.util.Locale;

/** A query that does not fit the folder; the message says what the folder has. */
public final class InvalidQueryException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** A query that does not fit; the message is made as {@link String#format}. */
  public InvalidQueryException(String format, Object... values) {
    super(String.format(Locale.ROOT, format, values));
  }
}
