package com.happypancake.dumps;

/** A block that is damaged; its reader adds which, and where. */
final class BlockException extends Exception {

  private static final long serialVersionUID = 1L;

  BlockException(String message) {
    super(message);
  }

  BlockException(String message, Throwable cause) {
    super(message, cause);
  }
}
