package com.happypancake.schemas.catalogue;

/** A schema that contradicts itself, or that does not fit what it is used for. */
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
