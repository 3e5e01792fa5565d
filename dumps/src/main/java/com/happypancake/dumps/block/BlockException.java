package com.happypancake.dumps.block;

import java.io.IOException;
import java.util.OptionalLong;

/** A block, or the frame of a record in it, that is damaged. */
public final class BlockException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final long UNKNOWN = -1;

  private final long block;

  public BlockException(String message) {
    super(message);
    this.block = UNKNOWN;
  }

  public BlockException(String message, Throwable cause) {
    super(message, cause);
    this.block = UNKNOWN;
  }

  public BlockException(String message, long block, Throwable cause) {
    super(message, cause);
    this.block = block;
  }

  public BlockException(String message, long block) {
    super(message);
    this.block = block;
  }

  /** Returns where in its file the block begins; empty if only the caller knows. */
  public OptionalLong block() {
    return block == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(block);
  }
}
