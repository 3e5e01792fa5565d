package com.happypancake.dumps;

import java.io.IOException;

/** A dump that is cut, altered or otherwise not what its manifest says. */
public final class DamagedDumpException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Damage to a dump.
   *
   * @param message the file, the record and the virtual offset, what was expected and what is there
   */
  public DamagedDumpException(String message) {
    super(message);
  }

  /**
   * Damage to a dump, found by a library.
   *
   * @param message as above
   * @param cause what the library said
   */
  public DamagedDumpException(String message, Throwable cause) {
    super(message, cause);
  }
}
