package com.happypancake.schemas.catalogue;

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
}
