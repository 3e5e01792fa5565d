package com.happypancake.inspect.diff;

import java.util.List;
import java.util.Optional;

/**
 * A difference between two sides of a table.
 *
 * @param kind of the difference
 * @param record that one side alone has; of changed ones, that of the first side
 * @param fields that differ in changed records; not empty for these, else empty
 */
public record RecordDifference(Kind kind, DiffRecord record, List<FieldChange> fields) {

  /** Copies the fields. */
  public RecordDifference {
    fields = List.copyOf(fields);
  }

  /** How two sides differ. */
  public enum Kind {
    /** The first side alone has the record. */
    REMOVED,
    /** The second side alone has the record. */
    ADDED,
    /** Both sides have a record with the key, and they are not equal. */
    CHANGED
  }

  /**
   * A field whose values differ.
   *
   * @param name of the field; in parentheses, what differs if it is no field of the schemas
   * @param before the value as readable JSON; empty if there is none
   * @param after the other side's value, likewise
   */
  public record FieldChange(String name, Optional<String> before, Optional<String> after) {}
}
