package com.happypancake.inspect.diff;

import java.io.IOException;

/** The two sides of a table can't be compared by key. */
public final class IncomparableException extends IOException {

  private static final long serialVersionUID = 1L;

  IncomparableException(String message) {
    super(message);
  }

  IncomparableException(String message, IncomparableException cause) {
    super(message, cause);
  }
}
