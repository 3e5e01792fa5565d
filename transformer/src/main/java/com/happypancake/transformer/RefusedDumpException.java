package com.happypancake.transformer;

import java.io.IOException;

/** Thrown if an undamaged dump cannot be transformed as requested. */
public final class RefusedDumpException extends IOException {

  private static final long serialVersionUID = 1L;

  RefusedDumpException(String message) {
    super(message);
  }
}
