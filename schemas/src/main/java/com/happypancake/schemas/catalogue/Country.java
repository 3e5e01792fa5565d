package com.happypancake.schemas.catalogue;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A country in which HappyPancake runs, and its time zone.
 *
 * @param code the ISO 3166-1 alpha-2 code, in capitals
 * @param zone the IANA time zone of the whole country
 */
public record Country(String code, ZoneId zone) {

  private static final Map<String, String> ZONES =
      new TreeMap<>(
          Map.of(
              "AT", "Europe/Vienna",
              "CH", "Europe/Zurich",
              "DE", "Europe/Berlin",
              "DK", "Europe/Copenhagen",
              "EE", "Europe/Tallinn",
              "FI", "Europe/Helsinki",
              "IS", "Atlantic/Reykjavik",
              "NL", "Europe/Amsterdam",
              "NO", "Europe/Oslo",
              "SE", "Europe/Stockholm"));

  /** Returns the codes of all countries, in order. */
  public static List<String> codes() {
    return List.copyOf(ZONES.keySet());
  }

  /**
   * Returns a country by its code.
   *
   * @param code the ISO 3166-1 alpha-2 code, in any case
   * @throws SchemaException if the country is unknown; the message lists the known ones
   */
  public static Country of(String code) {
    String capitals = code.toUpperCase(Locale.ROOT);
    String zone = ZONES.get(capitals);
    if (zone == null) {
      throw SchemaException.format(
          "country '%s' is not known; expected an ISO 3166-1 code among %s",
          code, String.join(", ", ZONES.keySet()));
    }
    return new Country(capitals, ZoneId.of(zone));
  }
}
