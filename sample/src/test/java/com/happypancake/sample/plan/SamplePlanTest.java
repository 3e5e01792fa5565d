package com.happypancake.sample.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplePlanTest {
  private static final List<String> TABLES =
      List.of(
          "Cities",
          "Members",
          "Messages",
          "Flirts",
          "ProfileVisits",
          "Favorites",
          "Blocks",
          "Albums",
          "Photos",
          "PhotoLikes",
          "Interests",
          "MemberInterests",
          "AbuseReports");

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 10.1, Double.NaN, Double.POSITIVE_INFINITY})
  void aScaleOutOfRangeIsRefused(double scale) {
    assertThatThrownBy(() -> new SamplePlan(SampleCountry.FI, scale, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scale of a sample: expected above 0 and at most 10.0, got " + scale);
  }

  @ParameterizedTest
  @CsvSource({
    "FI, 1, 340, 45000, 1200000, 200000, 900000, 60000, 12000, 15000, 60000, 150000, 400, 180000,"
        + " 3000",
    "FI, 0.01, 40, 450, 12000, 2000, 9000, 600, 120, 150, 600, 1500, 60, 1800, 30",
    "FI, 0.000001, 40, 50, 1, 1, 1, 1, 1, 1, 1, 1, 60, 1, 1",
    "SE, 1, 27200, 2700000, 120000000, 30000000, 180000000, 9000000, 960000, 1200000, 4800000,"
        + " 30000000, 32000, 14400000, 240000",
  })
  void rowsFollowTheCountryAndTheScale(
      SampleCountry country,
      double scale,
      long cities,
      long members,
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
    SamplePlan plan = new SamplePlan(country, scale, 1);
    assertThat(TABLES.stream().map(plan::rows))
        .containsExactly(
            cities,
            members,
            messages,
            flirts,
            profileVisits,
            favorites,
            blocks,
            albums,
            photos,
            photoLikes,
            interests,
            memberInterests,
            abuseReports);
  }

  @Test
  void aTableThatTheSampleDoesNotKnowHasNoRows() {
    assertThat(new SamplePlan(SampleCountry.FI, 1, 1).rows("Pancakes")).isZero();
  }
}
