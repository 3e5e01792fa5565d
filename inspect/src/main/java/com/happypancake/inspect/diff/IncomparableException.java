package com.happypancake.inspect.diff;

import java.io.IOException;

/** Two sides of a table that can't be compared by key. */
public final class IncomparableException extends IOException {

  private static final long serialVersionUID = 1L;

  IncomparableException(String message) {
    super(message);
  }
}
