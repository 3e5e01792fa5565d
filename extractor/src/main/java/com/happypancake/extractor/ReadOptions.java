package com.happypancake.extractor;

import com.happypancake.schemas.manifest.Consistency;
import java.util.Optional;

/**
 * How a source is read.
 *
 * @param connections that read chunks side by side; one where a snapshot transaction is read, since
 *     no two can share one
 * @param consistency what the rows have to promise; empty for the best that the source permits
 * @param resume whether to go on with what an unfinished run left
 * @param retries how failures are gone about
 * @param pacing how much of the source may be taken
 */
public record ReadOptions(
    int connections,
    Optional<Consistency> consistency,
    boolean resume,
    RetryPolicy retries,
    PacingOptions pacing) {

  /** One connection, the best that the source permits, begun anew. */
  public static final ReadOptions DEFAULT =
      new ReadOptions(1, Optional.empty(), false, RetryPolicy.DEFAULT, PacingOptions.DEFAULT);

  private static final int MAX_CONNECTIONS = 64;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are no connections or too many, or the consistency is
   *     none that a source gives
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
            default -> throw new IllegalArgumentException("no source promises " + asked.name());
          }
        });
  }
}
