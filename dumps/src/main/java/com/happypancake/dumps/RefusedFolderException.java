package com.happypancake.dumps;

import java.io.IOException;

/** A folder that is not fit for what was asked of it: not a dump, or not empty. */
public final class RefusedFolderException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * A refused folder.
   *
   * @param message the folder, why it is refused, and what to do
   */
  public RefusedFolderException(String message) {
    super(message);
  }
}
