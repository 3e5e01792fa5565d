package com.happypancake.dumps.block;

import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Thrown if a block, or the frame of a record in it, is damaged. */
public final class BlockException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final long UNKNOWN = -1;

  /** The kinds of damage. */
  public enum Kind {
    /** The file ends inside a block, or without the terminator. */
    CUT,
    /** A block is not BGZF, or its content does not match its trailer. */
    BLOCK,
    /** The length of a record is cut off or too large. */
    RECORD
  }

  private final Kind kind;
  private final String what;
  private final long block;

  BlockException(Kind kind, String what) {
    this(kind, what, UNKNOWN, null);
  }

  BlockException(Kind kind, String what, Throwable cause) {
    this(kind, what, UNKNOWN, cause);
  }

  private BlockException(Kind kind, String what, long block, @Nullable Throwable cause) {
    super(what, cause);
    this.kind = kind;
    this.what = what;
    this.block = block;
  }

  /** Returns the same damage with the block's offset in the file. */
  BlockException at(long offset) {
    BlockException copy = new BlockException(kind, what, offset, getCause());
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  /** Returns the kind of the damage. */
  public Kind kind() {
    return kind;
  }

  /** Returns what is wrong: what was expected and what was found. */
  public String what() {
    return what;
  }

  /** Returns the block's offset in the file; empty if only the caller knows it. */
  public OptionalLong block() {
    return block == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(block);
  }
}
