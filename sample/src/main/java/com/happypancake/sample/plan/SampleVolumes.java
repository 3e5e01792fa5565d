package com.happypancake.sample.plan;

import com.happypancake.sample.plan.SampleCountry.Multiples;

/**
 * The number of rows of each table of a sample.
 *
 * <p>A table has its share of the country's rows, rounded, and never less than one row; Members,
 * Cities and Interests, which the other tables draw from, keep a small minimum.
 */
public record SampleVolumes(
    long cities,
    int members,
    long messages,
    long flirts,
    long profileVisits,
    long favorites,
    long blocks,
    long albums,
    long photos,
    long photoLikes,
    long interests,
    long memberInterests,
    long abuseReports) {
  private static final int FEWEST_MEMBERS = 50;
  private static final int FEWEST_CITIES = 40;
  private static final int FEWEST_INTERESTS = 60;

  /** Computes the volumes of {@code plan}. */
  public static SampleVolumes of(SamplePlan plan) {
    Multiples times = plan.country().multiples();
    double scale = plan.scale();
    return new SampleVolumes(
        rows(340L * times.others(), scale, FEWEST_CITIES),
        (int) rows(45_000L * times.members(), scale, FEWEST_MEMBERS),
        rows(1_200_000L * times.messages(), scale, 1),
        rows(200_000L * times.gestures(), scale, 1),
        rows(900_000L * times.looks(), scale, 1),
        rows(60_000L * times.gestures(), scale, 1),
        rows(12_000L * times.others(), scale, 1),
        rows(15_000L * times.others(), scale, 1),
        rows(60_000L * times.others(), scale, 1),
        rows(150_000L * times.looks(), scale, 1),
        rows(400L * times.others(), scale, FEWEST_INTERESTS),
        rows(180_000L * times.others(), scale, 1),
        rows(3_000L * times.others(), scale, 1));
  }

  /**
   * Returns the number of rows of a table.
   *
   * @param table its name without the schema, as the catalogue spells it; 0 for one that the sample
   *     doesn't know
   */
  public long rows(String table) {
    return switch (table) {
      case "Cities" -> cities;
      case "Interests" -> interests;
      case "Members" -> members;
      case "Albums" -> albums;
      case "Photos" -> photos;
      case "AbuseReports" -> abuseReports;
      case "Blocks" -> blocks;
      case "Favorites" -> favorites;
      case "Flirts" -> flirts;
      case "MemberInterests" -> memberInterests;
      case "Messages" -> messages;
      case "PhotoLikes" -> photoLikes;
      case "ProfileVisits" -> profileVisits;
      default -> 0;
    };
  }

  private static long rows(long atScaleOne, double scale, long fewest) {
    return Math.max(fewest, Math.round(atScaleOne * scale));
  }
}
