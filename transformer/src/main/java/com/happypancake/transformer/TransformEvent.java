package com.happypancake.transformer;

import java.util.List;

/** What a transform reports, on the thread that runs it. */
public sealed interface TransformEvent {

  /**
   * The dump lacks tables from which events come. Reported once, at the start.
   *
   * @param tables their names, at least one
   */
  record AbsentTables(List<String> tables) implements TransformEvent {

    /** Makes the list immutable. */
    public AbsentTables {
      tables = List.copyOf(tables);
    }
  }

  /**
   * The progress of a phase, every few thousand rows or events and at the end of each part.
   *
   * @param phase of the transform
   * @param part path of the part that is read or written
   * @param done rows or events so far, of all parts of the phase
   * @param total how many there will be
   */
  record Progress(Phase phase, String part, long done, long total) implements TransformEvent {}

  /** The phases of a transform. */
  enum Phase {
    /** It reads the tables that rows of others refer to; counted in rows. */
    LOOKUP,
    /** It maps rows to events and sorts these in memory and on disk; counted in rows. */
    MAPPING,
    /** It merges the sorted events and writes them; counted in events. */
    WRITING
  }
}
