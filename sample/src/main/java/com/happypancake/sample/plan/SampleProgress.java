package com.happypancake.sample.plan;

/**
 * Hears of the progress of a sample.
 *
 * <p>The thread that makes the sample calls it: for each table with no row done, then now and then,
 * and at last with all rows done. An exception that it throws ends the work and reaches the caller.
 */
@FunctionalInterface
public interface SampleProgress {
  /**
   * Hears of the progress of a table.
   *
   * @param table its name without the schema
   * @param done how many rows are written, from 0 to {@code planned}
   * @param planned how many rows it will have
   */
  void rows(String table, long done, long planned);

  /** Returns a listener that does nothing. */
  static SampleProgress silent() {
    return (table, done, planned) -> {};
  }
}
