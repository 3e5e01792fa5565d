package com.happypancake.sample.row;

import com.happypancake.sample.plan.SamplePlan;

/** The rows of all tables of a sample. Thread-safe, but the returned {@link TableRows} are not. */
public final class SampleRows {
  private final SampleContext context;

  /**
   * Prepares the rows of {@code plan}. This takes 16 bytes of memory per member, and about a second
   * for two million members.
   */
  public SampleRows(SamplePlan plan) {
    this.context = new SampleContext(plan);
  }

  /**
   * Returns the rows of a table.
   *
   * @param table the table's name without the schema, as in the catalogue; an unknown table has no
   *     rows
   */
  public TableRows of(String table) {
    return switch (table) {
      case "AbuseReports" -> new InteractionRows.AbuseReports(context);
      case "Albums" -> new GalleryRows.Albums(context);
      case "Blocks" -> new InteractionRows.Blocks(context);
      case "Cities" -> new ReferenceRows.Cities(context);
      case "Favorites" -> new LinkRows.Favorites(context);
      case "Flirts" -> new InteractionRows.Flirts(context);
      case "Interests" -> new ReferenceRows.Interests(context);
      case "MemberInterests" -> new LinkRows.MemberInterests(context);
      case "Members" -> new MemberRows(context);
      case "Messages" -> new InteractionRows.Messages(context);
      case "PhotoLikes" -> new LinkRows.PhotoLikes(context);
      case "Photos" -> new GalleryRows.Photos(context);
      case "ProfileVisits" -> new ProfileVisitRows(context);
      default -> TableRows.none();
    };
  }
}
