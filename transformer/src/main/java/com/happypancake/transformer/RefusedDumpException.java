package com.happypancake.transformer;

import java.io.IOException;

/** A dump, whole as it may be, that cannot be transformed as it was asked. */
public final class RefusedDumpException extends IOException {

  private static final long serialVersionUID = 1L;

  RefusedDumpException(String message) {
    super(message);
  }
}
