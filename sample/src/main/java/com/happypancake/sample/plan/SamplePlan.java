package com.happypancake.sample.plan;

import com.happypancake.sample.random.RowRandom;

/**
 * The plan of a sample. The same plan always gives the same rows.
 *
 * @param country the country
 * @param scale the size relative to the country's real size, above 0 and at most {@value
 *     #LARGEST_SCALE}
 * @param seed selects among samples of the same country and scale
 */
public record SamplePlan(SampleCountry country, double scale, long seed) {
  /** The largest scale. */
  public static final double LARGEST_SCALE = 10;

  /** Checks the scale. */
  public SamplePlan {
    if (!(scale > 0 && scale <= LARGEST_SCALE)) {
      throw new IllegalArgumentException(
          "scale of a sample: expected above 0 and at most " + LARGEST_SCALE + ", got " + scale);
    }
  }

  /**
   * Returns the number of rows of a table, at least 1. Members, Cities and Interests have at least
   * 40, because other tables refer to them.
   *
   * @param table the table's name without the schema, as in the catalogue; 0 for an unknown table
   */
  public long rows(String table) {
    return switch (table) {
      case "AbuseReports" -> rows(3_000, 240_000, 1);
      case "Albums" -> rows(15_000, 1_200_000, 1);
      case "Blocks" -> rows(12_000, 960_000, 1);
      case "Cities" -> rows(340, 27_200, 40);
      case "Favorites" -> rows(60_000, 9_000_000, 1);
      case "Flirts" -> rows(200_000, 30_000_000, 1);
      case "Interests" -> rows(400, 32_000, 60);
      case "MemberInterests" -> rows(180_000, 14_400_000, 1);
      case "Members" -> rows(45_000, 2_700_000, 50);
      case "Messages" -> rows(1_200_000, 120_000_000, 1);
      case "PhotoLikes" -> rows(150_000, 30_000_000, 1);
      case "Photos" -> rows(60_000, 4_800_000, 1);
      case "ProfileVisits" -> rows(900_000, 180_000_000, 1);
      default -> 0;
    };
  }

  private long rows(long inFinland, long inSweden, long fewest) {
    long atScaleOne =
        switch (country) {
          case FI -> inFinland;
          case SE -> inSweden;
        };
    return Math.max(fewest, Math.round(atScaleOne * scale));
  }

  /**
   * Returns the random numbers of a stream of this sample, positioned at id 0.
   *
   * @param stream the purpose of the numbers: a table or one aspect of it
   */
  public RowRandom random(String stream) {
    return new RowRandom(country.name(), seed, stream);
  }

  /** The countries of samples. The names of the constants are ISO 3166 codes. */
  public enum SampleCountry {
    /** Finland. */
    FI(40),

    /** Sweden. Its tables have 60 to 200 times as many rows. */
    SE(1);

    private final double wordFlattening;

    SampleCountry(double wordFlattening) {
      this.wordFlattening = wordFlattening;
    }

    /**
     * Returns the shift of Zipf's law, in ranks, with which the text compresses like natural text.
     */
    public double wordFlattening() {
      return wordFlattening;
    }
  }
}
