package com.happypancake.seeder.engine;

/** What keeps the run from publishing, though it could. */
public enum RunHold {
  NONE,
  /** A person paused it. */
  PAUSED,
  /** The plan's hours are over. */
  CLOSED_HOURS
}
