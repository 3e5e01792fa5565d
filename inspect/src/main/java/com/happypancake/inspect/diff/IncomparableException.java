package com.happypancake.inspect.diff;

import java.io.IOException;
import java.util.Locale;

/** The two sides of a table can't be compared by key. */
public final class IncomparableException extends IOException {

  private static final long serialVersionUID = 1L;

  /** The message is made as {@link String#format}. */
  IncomparableException(String format, Object... values) {
    super(String.format(Locale.ROOT, format, values));
  }

  IncomparableException(String message, IncomparableException cause) {
    super(message, cause);
  }
}
