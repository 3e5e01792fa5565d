package com.happypancake.dumps;

import java.io.IOException;

/** Thrown if a folder is unsuitable for an operation, for example no dump, or not empty. */
public final class RefusedFolderException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Why a folder is refused. */
  public enum Reason {
    /** It does not exist. */
    MISSING,
    /** It is a file, or holds nothing that could be read. */
    NO_DUMP,
    /** Its writer did not finish it. */
    UNFINISHED,
    /** It was to be written, but holds a finished dump. */
    FINISHED,
    /** It was to be written, but holds other files. */
    NOT_EMPTY,
    /** Another run writes to it. */
    BEING_WRITTEN,
    /** It was to be written, but lies in a folder that is read. */
    IN_INPUT,
    /** It holds an unfinished run with other settings, another source or another version. */
    OTHER_RUN,
    /** It is a dump, but not of the requested content. */
    OTHER_CONTENT
  }

  private final Reason reason;

  /** Creates an exception. The message names the folder, the reason, and what to do. */
  public RefusedFolderException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Returns why the folder is refused. */
  public Reason reason() {
    return reason;
  }
}
