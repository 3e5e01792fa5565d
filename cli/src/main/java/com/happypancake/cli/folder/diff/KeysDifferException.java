package com.happypancake.cli.folder.diff;

import java.io.IOException;
import java.util.List;

/** Two schemas that do not agree what the key of a table is. */
public final class KeysDifferException extends IOException {

  private static final long serialVersionUID = 1L;

  KeysDifferException(List<String> before, List<String> after) {
    super(
        "the keys are "
            + before
            + " on the one side and "
            + after
            + " on the other; records can't be compared by key");
  }
}
