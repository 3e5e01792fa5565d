package com.happypancake.sample.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.value.WallClock;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hundredth of Finland has each kind of anomaly, and so has a smaller part of Sweden. */
class AnomaliesTest {

  @Test
  void damageIsOneUnpairedSurrogateOrOneControlCharacter() {
    RowRandom random = new RowRandom("FI", 3, "damage");
    for (int i = 0; i < 2_000; i++) {
      String text = i % 3 == 0 ? "😀😀" : i % 3 == 1 ? "" : "abcdefgh";
      String broken = Anomalies.withUnpairedSurrogate(text, 8, random.at(i));
      assertThat(unpaired(broken)).as(broken).isEqualTo(1);
      assertThat(broken.length()).isLessThanOrEqualTo(8);
      String controlled = Anomalies.withControlCharacter(text, 9, random.at(i));
      assertThat(controlled.chars().filter(Character::isISOControl).count()).isEqualTo(1);
      assertThat(unpaired(controlled)).isZero();
    }
  }

  private static long unpaired(String text) {
    return text.codePoints().filter(point -> point >= 0xD800 && point <= 0xDFFF).count();
  }

  @Nested
  class OfFinland extends Cases {
    OfFinland() {
      super(new SamplePlan(SampleCountry.FI, 0.01, 1));
    }
  }

  @Nested
  @Tag("slow")
  class OfSweden extends Cases {
    OfSweden() {
      super(new SamplePlan(SampleCountry.SE, 0.0002, 5));
    }
  }

  abstract static class Cases {
    private final SamplePlan plan;
    private final SampleRows rows;
    private final Map<String, List<Map<String, Object>>> made = new HashMap<>();

    Cases(SamplePlan plan) {
      this.plan = plan;
      this.rows = new SampleRows(plan);
    }

    private List<Map<String, Object>> all(String table) {
      return made.computeIfAbsent(table, name -> RecordingSink.rows(rows, name));
    }

    private long count(String table, Predicate<Map<String, Object>> predicate) {
      return all(table).stream().filter(predicate).count();
    }

    private static long number(Map<String, Object> row, String column) {
      return (Long) Objects.requireNonNull(row.get(column), column);
    }

    private Map<Long, Long> registrations() {
      Map<Long, Long> registrations = new HashMap<>();
      for (Map<String, Object> row : all("Members")) {
        registrations.put(number(row, "MemberId"), number(row, "RegisteredAt"));
      }
      return registrations;
    }

    @Test
    void deletedMembersAreStillNamed() {
      Set<Long> members = registrations().keySet();
      long last = members.stream().mapToLong(Long::longValue).max().orElseThrow();
      Map<String, String> names =
          Map.of(
              "Messages", "ToMemberId",
              "Flirts", "FromMemberId",
              "ProfileVisits", "VisitedId",
              "Favorites", "FavoriteMemberId",
              "Photos", "MemberId",
              "PhotoLikes", "MemberId");
      names.forEach(
          (table, column) ->
              assertThat(count(table, row -> !members.contains(number(row, column))))
                  .as(table)
                  .isPositive());
      names.forEach(
          (table, column) ->
              assertThat(count(table, row -> number(row, column) > last)).as(table).isZero());
    }

    @Test
    void someMembersHaveLeft() {
      assertThat(count("Members", row -> row.containsKey("DeletedAt"))).isPositive();
    }

    @Test
    void neverIsWrittenInTwoWaysInNullableColumns() {
      for (LegacyTable table : LegacyCatalogue.hpc().tables()) {
        for (LegacyColumn column : table.columns()) {
          boolean large = rows.of(table.name()).count() >= 173;
          if (large && column.nullable() && column.type() == ColumnType.WALL_CLOCK) {
            for (long never : List.of(SiteTime.DISTANT_PAST, SiteTime.DISTANT_FUTURE)) {
              assertThat(count(table.name(), row -> Objects.equals(row.get(column.name()), never)))
                  .as("%s.%s", table.name(), column.name())
                  .isPositive();
            }
          }
        }
      }
    }

    @Test
    void neverIsRarelyWrittenWhereATimeIsRequired() {
      assertThat(count("Messages", row -> isNever(number(row, "SentAt"))))
          .isBetween(1L, rows.of("Messages").count() / 1_000);
      assertThat(count("Messages", row -> number(row, "SentAt") == SiteTime.DISTANT_PAST))
          .isPositive();
      assertThat(count("Messages", row -> number(row, "SentAt") == SiteTime.DISTANT_FUTURE))
          .isPositive();
      assertThat(count("ProfileVisits", row -> isNever(number(row, "VisitedAt"))))
          .isBetween(1L, rows.of("ProfileVisits").count() / 1_000);
    }

    private static boolean isNever(long ticks) {
      return ticks == SiteTime.DISTANT_PAST || ticks == SiteTime.DISTANT_FUTURE;
    }

    @Test
    void twoMessagesHaveTheSameInstant() {
      Set<Long> instants = new HashSet<>();
      assertThat(count("Messages", row -> !instants.add(number(row, "SentAt")))).isPositive();
    }

    @Test
    void someAreReadBeforeTheyAreSent() {
      for (String table : List.of("Messages", "Flirts")) {
        assertThat(
                count(
                    table,
                    row ->
                        row.containsKey("ReadAt")
                            && !isNever(number(row, "ReadAt"))
                            && !isNever(number(row, "SentAt"))
                            && number(row, "ReadAt") < number(row, "SentAt")))
            .as(table)
            .isPositive();
      }
    }

    @Test
    void someRowsAreOlderThanAMemberButMostAreNot() {
      Map<Long, Long> registrations = registrations();
      record Case(String table, String member, String time) {}
      for (Case each :
          List.of(
              new Case("Messages", "ToMemberId", "SentAt"),
              new Case("Flirts", "ToMemberId", "SentAt"),
              new Case("ProfileVisits", "VisitedId", "VisitedAt"),
              new Case("Favorites", "FavoriteMemberId", "CreatedAt"),
              new Case("PhotoLikes", "MemberId", "LikedAt"),
              new Case("MemberInterests", "MemberId", "AddedAt"))) {
        long older =
            count(
                each.table(),
                row -> {
                  long time = number(row, each.time());
                  Long registered = registrations.get(number(row, each.member()));
                  return registered != null && time < registered && !isNever(time);
                });
        assertThat(older).as(each.table()).isBetween(1L, rows.of(each.table()).count() / 40);
      }
    }

    @Test
    void someTimesLieInTheHoursThatTheClocksSkipAndRepeat() {
      var rules = Country.of(plan.country().name()).zone().getRules();
      for (int offsets : new int[] {0, 2}) {
        assertThat(
                count(
                    "Messages",
                    row -> {
                      LocalDateTime time = WallClock.toTime(number(row, "SentAt"));
                      return rules.getValidOffsets(time).size() == offsets;
                    }))
            .as("times with %d offsets", offsets)
            .isPositive();
      }
    }

    @Test
    void someNicknamesDifferInCaseAlone() {
      Set<String> exact = new HashSet<>();
      Set<String> folded = new HashSet<>();
      for (Map<String, Object> row : all("Members")) {
        String nickname = (String) Objects.requireNonNull(row.get("Nickname"));
        assertThat(exact.add(nickname)).isTrue();
        folded.add(nickname.toLowerCase(Locale.ROOT));
      }
      assertThat(folded).hasSizeLessThan(exact.size());
    }

    @Test
    void someTextsHaveUnpairedSurrogatesAndControlCharacters() {
      for (String column : List.of("Messages.Body", "Members.Presentation")) {
        String[] names = column.split("\\.", -1);
        assertThat(count(names[0], row -> hasUnpaired(row.get(names[1])))).as(column).isPositive();
        assertThat(count(names[0], row -> hasControl(row.get(names[1])))).as(column).isPositive();
      }
    }

    private static boolean hasUnpaired(@Nullable Object text) {
      return text instanceof String string && unpaired(string) > 0;
    }

    private static boolean hasControl(@Nullable Object text) {
      return text instanceof String string
          && string
              .chars()
              .anyMatch(unit -> Character.isISOControl(unit) && unit != '\r' && unit != '\n');
    }

    @Test
    void someTextsAreEmptyWhereNullWasMeant() {
      for (String column :
          List.of(
              "Messages.Subject",
              "Members.Headline",
              "Members.Presentation",
              "Members.RegisteredIp",
              "Photos.Caption")) {
        String[] names = column.split("\\.", -1);
        assertThat(count(names[0], row -> "".equals(row.get(names[1])))).as(column).isPositive();
        assertThat(count(names[0], row -> !row.containsKey(names[1]))).as(column).isPositive();
      }
    }

    @Test
    void someMessagesAreDeletedByBothSides() {
      assertThat(
              count(
                  "Messages",
                  row ->
                      Objects.equals(row.get("DeletedBySender"), true)
                          && Objects.equals(row.get("DeletedByRecipient"), true)))
          .isPositive();
    }

    @Test
    void everyDatetimeLiesOnSqlServersGridAndInThePast() {
      for (LegacyTable table : LegacyCatalogue.hpc().tables()) {
        for (LegacyColumn column : table.columns()) {
          if (column.sqlType().equals("datetime")) {
            assertThat(
                    count(
                        table.name(),
                        row -> row.containsKey(column.name()) && isOff(number(row, column.name()))))
                .as("%s.%s", table.name(), column.name())
                .isZero();
          }
        }
      }
    }

    private static boolean isOff(long ticks) {
      long milliseconds = Math.floorMod(ticks, SiteTime.SECOND) / 10_000;
      boolean onGrid = ticks % 10_000 == 0 && Set.of(0L, 3L, 7L).contains(milliseconds % 10);
      boolean inYears = ticks >= SiteTime.START && ticks <= SiteTime.END;
      return !onGrid || !(inYears || isNever(ticks));
    }

    @Test
    void textsKeepToTheirColumnsLengths() {
      for (LegacyTable table : LegacyCatalogue.hpc().tables()) {
        for (LegacyColumn column : table.columns()) {
          if (column.sqlType().matches("n?(var)?char\\(\\d+\\)")) {
            int length = Integer.parseInt(column.sqlType().replaceAll("\\D", ""));
            assertThat(all(table.name()))
                .as("%s.%s", table.name(), column.name())
                .allMatch(
                    row -> String.valueOf(row.getOrDefault(column.name(), "")).length() <= length);
          }
        }
      }
    }
  }
}
