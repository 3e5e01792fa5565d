package com.happypancake.seeder;

import java.util.List;

/**
 * What is known before the first event goes out.
 *
 * @param broker product and version, as the broker gives them
 * @param exchange that the events go to
 * @param eventsDigest the folder's content digest
 * @param firstOrdinal of the run
 * @param lastOrdinal of the folder: the number of its events
 * @param unchecked what could not be checked, a sentence each, with the reason
 */
public record SeedCheck(
    String broker,
    String exchange,
    String eventsDigest,
    long firstOrdinal,
    long lastOrdinal,
    List<String> unchecked) {

  /** Makes the list immutable. */
  public SeedCheck {
    unchecked = List.copyOf(unchecked);
  }
}
