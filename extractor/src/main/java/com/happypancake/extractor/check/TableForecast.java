package com.happypancake.extractor.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an extraction would do with one table.
 *
 * @param table its qualified name
 * @param differences from the schema, each the end of a sentence; of a table that has any, nothing
 *     more is told
 * @param rows as the source estimates them; empty where it does not
 * @param bytes that they take in the source, before they are encoded and deflated; likewise
 * @param chunks in which it would be read; empty where its rows are not known
 * @param key names of the columns by which it would be cut; none where it is read in one piece
 * @param whole why it is read in one piece, as half a sentence; empty where it is cut
 * @param delta what a later delta would find its changed rows by
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

  /** What a delta finds changed rows by. */
  public enum ChangesBy {
    /** A rowversion, which each change sets anew. */
    ROWVERSION,
    /** The time at which a row was appended. */
    TIME_COLUMN,
    /** Nothing: no delta of the table can be made. */
    NONE
  }

  /** Copies the lists. */
  public TableForecast {
    differences = List.copyOf(differences);
    key = List.copyOf(key);
  }

  static TableForecast differing(String table, List<String> differences) {
    return new TableForecast(
        table,
        differences,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        Optional.empty(),
        ChangesBy.NONE);
  }
}
