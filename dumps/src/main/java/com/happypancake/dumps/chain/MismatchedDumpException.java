package com.happypancake.dumps.chain;

import java.io.IOException;

/** Thrown if a dump is sound but does not fit another one. */
public final class MismatchedDumpException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception. The message names both folders, what differs, and what to do. */
  public MismatchedDumpException(String message) {
    super(message);
  }
}
