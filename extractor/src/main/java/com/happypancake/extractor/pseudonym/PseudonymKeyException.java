package com.happypancake.extractor.pseudonym;

/** A key file that can't be used. The message says why and what to do; it holds no byte of it. */
public final class PseudonymKeyException extends Exception {

  private static final long serialVersionUID = 1L;

  PseudonymKeyException(String message) {
    super(message);
  }

  PseudonymKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
