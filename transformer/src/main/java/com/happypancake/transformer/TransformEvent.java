package com.happypancake.transformer;

import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.transformer.InputDump.InputTable;
import java.util.List;
import java.util.Map;

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
   * The disk that the run takes. Reported once, before any event is written; not if a resumed run
   * has mapped all rows.
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
   * What the run has to read. Reported once, before the first {@link Progress}.
   *
   * @param reading the rows and bytes of each phase that reads
   * @param isWritten whether the phase {@link Phase#WRITING} follows; a dry run has none
   */
  record Planned(Map<Phase, Work> reading, boolean isWritten) implements TransformEvent {

    /** Copies the map. */
    public Planned {
      reading = Map.copyOf(reading);
    }
  }

  /**
   * The progress of a phase. Reported every few thousand rows or events, and at the start and end
   * of each part.
   *
   * @param phase the phase of the transform
   * @param part the path of the part that is being read or written; empty before the first
   * @param done the work so far in all parts of the phase
   * @param earlier how much of this an earlier run did
   * @param total the rows or events of the whole phase
   */
  record Progress(Phase phase, String part, Work done, Work earlier, long total)
      implements TransformEvent {

    /** Returns the rows or events so far, as the phase is counted. */
    public long count() {
      return phase.count(done);
    }
  }

  /**
   * An amount of work.
   *
   * @param rows the rows read
   * @param events the events made or written
   * @param bytes the bytes of the rows, or of the events written, before compression
   */
  record Work(long rows, long events, long bytes) {

    /** No work. */
    public static final Work NONE = new Work(0, 0, 0);

    /** Returns the rows and bytes of parts. */
    static Work of(List<InputTable> parts) {
      return parts.stream()
          .map(InputTable::part)
          .map(part -> new Work(part.getRecords(), 0, part.getContentBytes()))
          .reduce(NONE, Work::plus);
    }

    /** Returns the sum. */
    public Work plus(Work other) {
      return new Work(rows + other.rows, events + other.events, bytes + other.bytes);
    }

    /** Returns the difference. */
    public Work minus(Work other) {
      return new Work(rows - other.rows, events - other.events, bytes - other.bytes);
    }
  }

  /** The phases of a transform. */
  enum Phase {
    /** Reads the tables to which rows refer; counted in rows. */
    LOOKUP,
    /** Finds the members of a sample, if one is chosen; counted in rows. */
    SAMPLING,
    /** Finds the rows that a delta changes in all dumps of its chain; counted in rows. */
    FINDING,
    /** Maps rows to events and sorts them in memory and on disk; counted in rows. */
    MAPPING,
    /** Merges the sorted events and writes them; counted in events. */
    WRITING;

    /** Returns the rows or the events of a work, as the phase is counted. */
    public long count(Work work) {
      return this == WRITING ? work.events() : work.rows();
    }
  }
}
