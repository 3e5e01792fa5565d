package com.happypancake.extractor.check;

import java.util.Locale;

/**
 * A line of a check: what was looked at, and what is so.
 *
 * @param subject what it is about
 * @param status whether an extraction can begin nonetheless, and lacks something
 * @param text a sentence without its full stop
 */
public record Finding(Subject subject, Status status, String text) {

  /** What a finding is about, in the order in which an extraction meets it. */
  public enum Subject {
    /** Whether it answers, which product it is, and which database. */
    SOURCE,
    /** What the source lets a session be told. */
    SESSION,
    /** Whether each table can be read, and is as the schema says. */
    SCHEMA,
    /** Columns that are marked as personal. */
    PSEUDONYMS,
    /** Where the dump is to lie. */
    FOLDER,
    /** What queries may ask for. */
    QUERIES,
    /** The source's own time. */
    CLOCK,
    /** What a later delta starts from. */
    DELTA,
    /** How a later delta finds rows that are gone. */
    CHANGE_TRACKING,
    /** What the rows promise of each other. */
    CONSISTENCY,
    /** How the server's health is judged. */
    HEALTH,
    /** Rows and bytes. */
    SIZE,
    /** Room for the dump. */
    DISK,
    /** How long it takes. */
    TIME;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** What a finding means for an extraction. */
  public enum Status {
    /** All is there. */
    OK,
    /** Something is not there; the extraction begins without it. */
    WARNING,
    /** The extraction would not begin. */
    REFUSED
  }
}
