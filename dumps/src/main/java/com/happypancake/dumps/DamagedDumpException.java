package com.happypancake.dumps;

import com.happypancake.dumps.block.BlockException;
import java.io.IOException;
import java.util.Locale;

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

  /** Returns a damage of a block, whose place the cause tells. */
  static DamagedDumpException of(String path, BlockException cause) {
    return new DamagedDumpException(
        String.format(
            Locale.ROOT,
            "%s: virtual offset %d:0: %s",
            path,
            cause.block().orElseThrow(),
            cause.getMessage()),
        cause);
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
