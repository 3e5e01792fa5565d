package com.happypancake.seeder.audit;

/** Thrown if the state of an audit belongs to another audit. */
public final class AuditStateException extends Exception {

  private static final long serialVersionUID = 1L;

  AuditStateException(String message) {
    super(message);
  }
}
