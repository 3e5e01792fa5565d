package com.happypancake.schemas.catalogue;

import java.util.Locale;

/** Thrown if a schema is invalid or does not fit its use. */
public final class SchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message names the problem, the message and the field, and says what to do
   */
  public SchemaException(String message) {
    super(message);
  }

  /** Returns an error whose message is formatted by the root locale. */
  public static SchemaException format(String format, Object... values) {
    return new SchemaException(String.format(Locale.ROOT, format, values));
  }
}
