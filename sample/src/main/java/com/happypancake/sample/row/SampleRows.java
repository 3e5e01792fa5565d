package com.happypancake.sample.row;

import com.happypancake.sample.plan.SamplePlan;

/**
 * The rows of all tables of a sample. Safe for use by several threads; the {@link TableRows} it
 * gives are not.
 */
public final class SampleRows {
  private final SampleContext stage;

  /**
   * Prepares the rows of {@code plan}: it takes 16 bytes of memory for each member, and about a
   * second for two million of them.
   */
  public SampleRows(SamplePlan plan) {
    this.stage = new SampleContext(plan);
  }

  /**
   * Returns the rows of a table.
   *
   * @param table its name without the schema, as the catalogue spells it; a table that the sample
   *     doesn't know has no rows
   */
  public TableRows of(String table) {
    return switch (table) {
      case "Cities" -> new CityRows(stage);
      case "Interests" -> new InterestRows(stage);
      case "Members" -> new MemberRows(stage);
      case "Albums" -> new AlbumRows(stage);
      case "Photos" -> new PhotoRows(stage);
      case "AbuseReports" -> new AbuseReportRows(stage);
      case "Blocks" -> new BlockRows(stage);
      case "Favorites" -> new FavoriteRows(stage);
      case "Flirts" -> new FlirtRows(stage);
      case "MemberInterests" -> new MemberInterestRows(stage);
      case "Messages" -> new MessageRows(stage);
      case "PhotoLikes" -> new PhotoLikeRows(stage);
      case "ProfileVisits" -> new ProfileVisitRows(stage);
      default -> new EmptyRows();
    };
  }
}
