package com.happypancake.extractor.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line of a check's report.
 *
 * @param status whether an extraction would begin
 * @param text a sentence without its full stop
 */
public record Finding(Subject subject, Status status, String text) {

  /** The subject of a finding, in the order in which an extraction meets it. */
  public enum Subject {
    /** The server's answer, its product, and the database. */
    SOURCE,
    SESSION,
    /** Whether each table can be read and fits the schema. */
    SCHEMA,
    PSEUDONYMS,
    FOLDER,
    /** The query features that the source understands. */
    QUERIES,
    CLOCK,
    /** What a later delta starts from. */
    DELTA,
    /** How a later delta finds deleted rows. */
    CHANGE_TRACKING,
    CONSISTENCY,
    HEALTH,
    SIZE,
    DISK,
    TIME;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  public enum Status {
    /** Nothing is missing. */
    OK,
    /** Something is missing, but the extraction would begin. */
    WARNING,
    /** The extraction would not begin. */
    REFUSED
  }

  /** Collects the findings of a check. Notes of the source become warnings. */
  static final class FindingCollector {

    private final List<Finding> found = new ArrayList<>();
    private Subject subject = Subject.SOURCE;
    private int before;

    void about(Subject other) {
      subject = other;
      before = found.size();
    }

    void ok(String text) {
      found.add(new Finding(subject, Status.OK, text));
    }

    /** Adds an OK, unless the current subject already has a finding. */
    void okUnlessFound(String text) {
      if (found.size() == before) {
        ok(text);
      }
    }

    void warn(String text) {
      found.add(new Finding(subject, Status.WARNING, text));
    }

    void refuse(String text) {
      found.add(new Finding(subject, Status.REFUSED, text));
    }

    /** Returns all findings, in the order in which they were found. */
    List<Finding> toList() {
      return List.copyOf(found);
    }
  }
}
