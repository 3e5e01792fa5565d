package com.happypancake.seeder;

import java.util.List;

/**
 * What is known when all checks before the first event passed.
 *
 * @param seeding what to publish, and where to
 * @param broker product and version, as the broker gives them
 * @param eventsDigest content digest of the folder
 * @param lastOrdinal of the folder, which is the number of its events
 * @param unchecked what could not be checked, a sentence each, with the reason
 */
public record SeedPreflight(
    Seeding seeding, String broker, String eventsDigest, long lastOrdinal, List<String> unchecked) {

  /** Makes the list immutable. */
  public SeedPreflight {
    unchecked = List.copyOf(unchecked);
  }
}
