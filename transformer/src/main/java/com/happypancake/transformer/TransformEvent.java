package com.happypancake.transformer;

import com.happypancake.schemas.manifest.EventTotals;
import java.util.List;

/** An event of a transform, reported on the thread that runs it. */
public sealed interface TransformEvent {

  /**
   * The dump lacks tables that give events. Reported once, at the start.
   *
   * @param tables the names of the tables, at least one
   */
  record AbsentTables(List<String> tables) implements TransformEvent {

    /** Copies the list. */
    public AbsentTables {
      tables = List.copyOf(tables);
    }
  }

  /**
   * The disk that the run takes. Reported once, before anything is written; not if a resumed run has
   * mapped all rows.
   */
  record Disk(DiskForecast forecast) implements TransformEvent {}

  /**
   * What a dry run has found. Reported at its end.
   *
   * @param totals the counts of all rows and facts
   */
  record DryRun(EventTotals totals) implements TransformEvent {}

  /**
   * Something that an operator should know.
   *
   * @param text a sentence
   */
  record Note(String text) implements TransformEvent {}

  /**
   * The progress of a phase. Reported every few thousand rows or events, and at the start and end
   * of each part.
   *
   * @param phase the phase of the transform
   * @param part the path of the part that is being read or written
   * @param done the rows or events so far in all parts of the phase
   * @param total the rows or events of the whole phase
   */
  record Progress(Phase phase, String part, long done, long total) implements TransformEvent {}

  /** The phases of a transform. */
  enum Phase {
    /** Reads the tables to which rows refer; counted in rows. */
    LOOKUP,
    /** Maps rows to events and sorts them in memory and on disk; counted in rows. */
    MAPPING,
    /** Merges the sorted events and writes them; counted in events. */
    WRITING
  }
}
