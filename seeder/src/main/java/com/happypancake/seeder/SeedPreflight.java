package com.happypancake.seeder;

import java.util.List;

/**
 * What is known before the first event, when all checks passed.
 *
 * @param seeding what to publish, and where to
 * @param broker product and version
 * @param eventsDigest content digest of the folder
 * @param lastOrdinal of the folder, which is the number of its events
 * @param unchecked what could not be checked and why, a sentence each
 */
public record SeedPreflight(
    Seeding seeding, String broker, String eventsDigest, long lastOrdinal, List<String> unchecked) {

  /** Makes the list immutable. */
  public SeedPreflight {
    unchecked = List.copyOf(unchecked);
  }
}
