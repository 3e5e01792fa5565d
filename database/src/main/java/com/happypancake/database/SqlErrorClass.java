package com.happypancake.database;

/**
 * What an error of a database means for its caller. {@link DatabaseProduct#classify} tells it by
 * the error's number, SQL state and class.
 *
 * <p>Only {@link #MISSING_RIGHTS} shows that the login lacks rights, and only the classes with
 * {@link #isRefusal} show that a source can't or may not do something. Nothing follows from the
 * others, since the same statement may succeed a little later.
 */
public enum SqlErrorClass {
  MISSING_RIGHTS("missing rights", false),
  NO_SUCH_TABLE("no such table, or none that the login may see", false),
  NO_SUCH_COLUMN("no such column", false),
  /** A syntax, a function or a feature that the source does not have. */
  NOT_UNDERSTOOD("not understood", false),
  /** Another session holds a lock for longer than the lock timeout. */
  LOCKED("locked by another session", true),
  DEADLOCK("the victim of a deadlock", true),
  /** Rows moved, or a snapshot ended. */
  CONFLICT("a conflict with other sessions", true),
  TIMEOUT("timed out", true),
  CANCELLED("cancelled", true),
  /** The connection broke. */
  LOST("the connection is lost", true),
  /** The server starts, stops, fails over or is overloaded. */
  BUSY("the server is busy, or not ready", true),
  OTHER("another error", false);

  private final String text;
  private final boolean passing;

  SqlErrorClass(String text, boolean passing) {
    this.text = text;
    this.passing = passing;
  }

  /** Returns whether the same statement may succeed a little later. */
  public boolean isPassing() {
    return passing;
  }

  /** Returns whether the source can't or may not do what it was asked for. */
  public boolean isRefusal() {
    return !passing;
  }

  /** Returns the class for messages, as half a sentence. */
  @Override
  public String toString() {
    return text;
  }
}
