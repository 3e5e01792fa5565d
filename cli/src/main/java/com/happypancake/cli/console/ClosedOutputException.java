package com.happypancake.cli.console;

import java.io.IOException;

/** Whoever reads the output has read enough, as {@code head} does; no error. */
public final class ClosedOutputException extends IOException {

  private static final long serialVersionUID = 1L;

  ClosedOutputException(IOException cause) {
    super("standard output is closed", cause);
  }
}
