package com.happypancake.inspect.query;

import java.util.Locale;

/** Thrown if a query does not fit the folder. The message lists what the folder has. */
public final class InvalidQueryException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message formatted as by {@link String#format}. */
  public InvalidQueryException(String format, Object... values) {
    super(String.format(Locale.ROOT, format, values));
  }
}
