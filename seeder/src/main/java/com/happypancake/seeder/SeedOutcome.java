package com.happypancake.seeder;

/** How a run ended. */
public enum SeedOutcome {
  /** Every event to the folder's last is confirmed, and none came back. */
  COMPLETE,
  /** An event came back or was refused; the run stopped there. */
  INCOMPLETE,
  /** The run was interrupted, and stopped in order. */
  INTERRUPTED,
  /** The connection was lost, or the broker fell silent. */
  LOST,
  /** The folder of events could not be read on. */
  FAILED
}
