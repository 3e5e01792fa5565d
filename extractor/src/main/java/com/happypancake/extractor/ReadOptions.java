package com.happypancake.extractor;

import com.happypancake.schemas.manifest.Consistency;
import java.util.Optional;

/**
 * How a source is read.
 *
 * @param connections how many read chunks side by side; a snapshot transaction is read on one,
 *     since connections can't share it
 * @param consistency that the rows must have; empty for the best that the source permits
 * @param resume whether to resume an unfinished run
 * @param retries of failed tasks
 * @param pacing limits the load on the source
 */
public record ReadOptions(
    int connections,
    Optional<Consistency> consistency,
    boolean resume,
    RetryPolicy retries,
    PacingOptions pacing) {

  /** One connection, the best consistency that the source permits, no resumption. */
  public static final ReadOptions DEFAULT =
      new ReadOptions(1, Optional.empty(), false, RetryPolicy.DEFAULT, PacingOptions.DEFAULT);

  private static final int MAX_CONNECTIONS = 64;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are no connections or too many, or no source gives
   *     the consistency
   */
  public ReadOptions {
    if (connections < 1 || connections > MAX_CONNECTIONS) {
      throw new IllegalArgumentException(
          "connections is " + connections + "; expected 1 to " + MAX_CONNECTIONS);
    }
    consistency.ifPresent(
        asked -> {
          switch (asked) {
            case CONSISTENCY_DATABASE_SNAPSHOT,
                CONSISTENCY_SNAPSHOT,
                CONSISTENCY_READ_COMMITTED -> {}
            default ->
                throw new IllegalArgumentException(
                    "no source gives the consistency " + asked.name());
          }
        });
  }
}
