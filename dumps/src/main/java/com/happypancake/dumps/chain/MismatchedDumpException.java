package com.happypancake.dumps.chain;

import java.io.IOException;

/** A dump that is sound, but does not fit another one. */
public final class MismatchedDumpException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * A dump that does not fit.
   *
   * @param message both folders, what was expected and what is there, and what to do
   */
  public MismatchedDumpException(String message) {
    super(message);
  }
}
