package com.happypancake.cli.extraction;

/** Where a table stands. */
enum TableStage {
  /** Nothing of it was read in this run. */
  WAITING,
  /** It is being read. */
  READING,
  /** A piece of it failed, and no row came since. */
  RETRYING,
  /** Its keys are held against those of a delta's base. */
  COMPARING,
  /** It was read to its end. */
  DONE
}
