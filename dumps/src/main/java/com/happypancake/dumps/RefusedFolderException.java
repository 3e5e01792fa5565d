package com.happypancake.dumps;

import java.io.IOException;

/** A folder that is not fit for what was asked of it: not a dump, or not empty. */
public final class RefusedFolderException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Why a folder is refused. */
  public enum Reason {
    /** It does not exist. */
    MISSING,
    /** It is a file, or holds none of what was to be read. */
    NO_DUMP,
    /** Its writer did not finish it. */
    UNFINISHED,
    /** It holds a finished dump, and was to be written. */
    FINISHED,
    /** It holds files of others, and was to be written. */
    NOT_EMPTY,
    /** Another run writes to it. */
    BEING_WRITTEN,
    /** It was to be written, and lies in a folder that is read. */
    IN_INPUT,
    /** It holds an unfinished run of other settings, another source or another version. */
    OTHER_RUN,
    /** It is a dump of other content than was asked for. */
    OTHER_CONTENT
  }

  private final Reason reason;

  /**
   * A refused folder.
   *
   * @param reason why it is refused
   * @param message the folder, why it is refused, and what to do
   */
  public RefusedFolderException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Returns why the folder is refused. */
  public Reason reason() {
    return reason;
  }
}
