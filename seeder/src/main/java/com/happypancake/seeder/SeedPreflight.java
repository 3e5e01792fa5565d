package com.happypancake.seeder;

import java.util.List;

/**
 * The facts known before the first event, after all checks passed.
 *
 * @param seeding the settings
 * @param broker the broker's product and version
 * @param eventsDigest the content digest of the folder
 * @param lastOrdinal the last ordinal of the folder, which is the number of its events
 * @param unchecked what could not be checked and why, one sentence each
 */
public record SeedPreflight(
    Seeding seeding, String broker, String eventsDigest, long lastOrdinal, List<String> unchecked) {

  /** Copies the list. */
  public SeedPreflight {
    unchecked = List.copyOf(unchecked);
  }
}
