package com.happypancake.extractor;

import com.happypancake.extractor.pace.Grace;
import com.happypancake.extractor.pace.Retries;
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
 * @param grace how much of the source may be taken
 */
public record Reading(
    int connections,
    Optional<Consistency> consistency,
    boolean resume,
    Retries retries,
    Grace grace) {

  /** One connection, the best that the source permits, begun anew. */
  public static final Reading DEFAULT =
      new Reading(1, Optional.empty(), false, Retries.DEFAULT, Grace.DEFAULT);

  private static final int MAX_CONNECTIONS = 64;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are no connections or too many, or the consistency is
   *     none that a source gives
   */
  public Reading {
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

  /** Returns the same with as many connections. */
  public Reading withConnections(int other) {
    return new Reading(other, consistency, resume, retries, grace);
  }

  /** Returns the same that promises just this. */
  public Reading withConsistency(Consistency other) {
    return new Reading(connections, Optional.of(other), resume, retries, grace);
  }

  /** Returns the same that goes on with what an unfinished run left. */
  public Reading resuming() {
    return new Reading(connections, consistency, true, retries, grace);
  }

  /** Returns the same with other retries. */
  public Reading withRetries(Retries other) {
    return new Reading(connections, consistency, resume, other, grace);
  }

  /** Returns the same that takes as much. */
  public Reading withGrace(Grace other) {
    return new Reading(connections, consistency, resume, retries, other);
  }
}
