package com.happypancake.extractor.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an extraction would do with one table.
 *
 * @param table its qualified name
 * @param differences from the schema, each the end of a sentence; if there are any, the rest is
 *     empty
 * @param rows as the source estimates them; empty if it does not
 * @param bytes of the rows in the source, before they are encoded and deflated; empty if unknown
 * @param chunks in which it would be read; empty if its rows are not known
 * @param key names of the columns by which it would be cut; none if it is read in one piece
 * @param whole why it is read in one piece, as half a sentence; empty if it is cut
 * @param delta how a later delta would find its changed rows
 */
public record TableForecast(
    String table,
    List<String> differences,
    OptionalLong rows,
    OptionalLong bytes,
    OptionalLong chunks,
    List<String> key,
    Optional<String> whole,
    ChangesBy delta) {

  /** How a delta finds changed rows. */
  public enum ChangesBy {
    /** By a rowversion, which each change sets anew. */
    ROWVERSION,
    /** By the time at which a row was appended. */
    TIME_COLUMN,
    /** Not at all: no delta of the table can be extracted. */
    NONE
  }

  /** Copies the lists. */
  public TableForecast {
    differences = List.copyOf(differences);
    key = List.copyOf(key);
  }

  /** Begins the forecast of a table of which nothing is known yet. */
  static Builder builder(String table) {
    return new Builder(table);
  }

  /** What is known of a table. */
  static final class Builder {

    private final String table;
    private List<String> differences = List.of();
    private OptionalLong rows = OptionalLong.empty();
    private OptionalLong bytes = OptionalLong.empty();
    private OptionalLong chunks = OptionalLong.empty();
    private List<String> key = List.of();
    private Optional<String> whole = Optional.empty();
    private ChangesBy delta = ChangesBy.NONE;

    private Builder(String table) {
      this.table = table;
    }

    Builder differences(List<String> value) {
      differences = value;
      return this;
    }

    Builder rows(OptionalLong value) {
      rows = value;
      return this;
    }

    Builder bytes(OptionalLong value) {
      bytes = value;
      return this;
    }

    Builder chunks(OptionalLong value) {
      chunks = value;
      return this;
    }

    Builder key(List<String> value) {
      key = value;
      return this;
    }

    Builder whole(Optional<String> value) {
      whole = value;
      return this;
    }

    Builder delta(ChangesBy value) {
      delta = value;
      return this;
    }

    TableForecast build() {
      return new TableForecast(table, differences, rows, bytes, chunks, key, whole, delta);
    }
  }
}
