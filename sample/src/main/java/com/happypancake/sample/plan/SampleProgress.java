package com.happypancake.sample.plan;

/**
 * Receives the progress of a sample.
 *
 * <p>The thread that makes the sample calls it for each table: first with no rows done, then now
 * and then, and finally with all rows done. An exception from it ends the work and reaches the
 * caller.
 */
@FunctionalInterface
public interface SampleProgress {
  /**
   * Receives the progress of a table.
   *
   * @param table the table's name without the schema
   * @param done the number of rows written, from 0 to {@code planned}
   * @param planned the number of rows that the table will have
   */
  void rows(String table, long done, long planned);

  /** Returns a listener that does nothing. */
  static SampleProgress silent() {
    return (table, done, planned) -> {};
  }
}
