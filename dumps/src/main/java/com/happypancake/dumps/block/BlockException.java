package com.happypancake.dumps.block;

import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A block, or the frame of a record in it, that is damaged. */
public final class BlockException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final long UNKNOWN = -1;

  /** What is wrong. */
  public enum Kind {
    /** The file ends inside a block, or without the terminator. */
    CUT,
    /** A block is not BGZF, or does not hold what its trailer says. */
    BLOCK,
    /** The length of a record is none that could be. */
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

  /** Returns the same damage with the offset in its file at which the block begins. */
  BlockException at(long offset) {
    BlockException copy = new BlockException(kind, what, offset, getCause());
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  /** Returns the kind of damage. */
  public Kind kind() {
    return kind;
  }

  /** Returns what is wrong: what was expected, what is there. */
  public String what() {
    return what;
  }

  /** Returns where in its file the block begins; empty if only the caller knows. */
  public OptionalLong block() {
    return block == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(block);
  }
}
