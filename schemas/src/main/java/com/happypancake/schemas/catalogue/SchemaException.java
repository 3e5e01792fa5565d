package com.happypancake.schemas.catalogue;

import java.util.Locale;

/** A schema is invalid, or does not fit its use. */
public final class SchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * An error in a schema.
   *
   * @param message what is wrong, with the names of the message and the field, and what to do
   */
  public SchemaException(String message) {
    super(message);
  }

  /** Returns an error whose message is formatted by the root locale. */
  public static SchemaException format(String format, Object... values) {
    return new SchemaException(String.format(Locale.ROOT, format, values));
  }
}
