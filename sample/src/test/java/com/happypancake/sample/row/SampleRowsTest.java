package com.happypancake.sample.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleRowsTest {
  private static final SamplePlan FINLAND = new SamplePlan(SampleCountry.FI, 0.01, 1);
  private static final SampleRows ROWS = new SampleRows(FINLAND);

  static Stream<String> tables() {
    return LegacyCatalogue.hpc().tables().stream().map(LegacyTable::name);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theSameArgumentsGiveTheSameRows(String table) {
    assertThat(RecordingSink.rows(new SampleRows(FINLAND), table))
        .isEqualTo(RecordingSink.rows(ROWS, table));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void anotherSeedGivesOtherRows(String table) {
    SampleRows others = new SampleRows(new SamplePlan(SampleCountry.FI, 0.01, 2));
    // Interests are one list for all seeds.
    if (!table.equals("Interests")) {
      assertThat(RecordingSink.rows(others, table)).isNotEqualTo(RecordingSink.rows(ROWS, table));
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aSliceAloneIsTheSliceOfTheWhole(String table) {
    List<Map<String, Object>> whole = RecordingSink.rows(ROWS, table);
    int third = whole.size() / 3;
    assertThat(RecordingSink.rows(ROWS, table, third, 2L * third))
        .isEqualTo(whole.subList(third, 2 * third));
    List<Map<String, Object>> slices = new ArrayList<>();
    for (int from = 0; from < whole.size(); from += 37) {
      slices.addAll(RecordingSink.rows(ROWS, table, from, Math.min(whole.size(), from + 37)));
    }
    assertThat(slices).isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyTableHasTheRowsOfItsPlan(String table) {
    assertThat(ROWS.of(table).count()).isEqualTo(FINLAND.rows(table));
    assertThat(RecordingSink.rows(ROWS, table)).hasSize((int) ROWS.of(table).count());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void keysGrowInTheOrderOfTheKeysColumns(String table) {
    inKeyOrder(ROWS, table);
  }

  @ParameterizedTest
  @CsvSource({"FI, 0.00001", "FI, 0.001", "SE, 0.00001"})
  void smallSamplesAreWholeToo(SampleCountry country, double scale) {
    expectKeyOrder(country, scale);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(doubles = {0.0003, 0.001})
  void swedensSamplesAreWholeToo(double scale) {
    expectKeyOrder(SampleCountry.SE, scale);
  }

  private void expectKeyOrder(SampleCountry country, double scale) {
    SampleRows rows = new SampleRows(new SamplePlan(country, scale, 7));
    tables().forEach(table -> inKeyOrder(rows, table));
  }

  private static void inKeyOrder(SampleRows rows, String table) {
    List<LegacyColumn> key = LegacyCatalogue.hpc().table(table).key();
    Comparator<Map<String, Object>> order =
        Comparator.comparing(
            row -> key.stream().map(column -> sortable(row, column.name())).toList().toString());
    assertThat(RecordingSink.rows(rows, table)).isNotEmpty().isSortedAccordingTo(strictly(order));
  }

  /** Turns equal into greater, so that two rows with the same key are out of order. */
  private static Comparator<Map<String, Object>> strictly(Comparator<Map<String, Object>> order) {
    return (a, b) -> order.compare(a, b) < 0 ? -1 : 1;
  }

  private static String sortable(Map<String, Object> row, String column) {
    Object value = row.get(column);
    return value instanceof Long number
        ? HexFormat.of().toHexDigits(number ^ Long.MIN_VALUE)
        : String.valueOf(value);
  }

  @Test
  void reportIdsGrowInTheOrderOfSqlServerToo() {
    List<String> lastBytes =
        RecordingSink.rows(ROWS, "AbuseReports").stream()
            .map(row -> String.valueOf(row.get("ReportId")).substring(24))
            .toList();
    assertThat(lastBytes).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void guidsAreRandomOnesByTheirVersionAndVariant() {
    for (String column : List.of("Members.MemberGuid", "AbuseReports.ReportId")) {
      String[] names = column.split("\\.", -1);
      assertThat(RecordingSink.rows(ROWS, names[0]))
          .allSatisfy(
              row -> {
                UUID guid = (UUID) Objects.requireNonNull(row.get(names[1]));
                assertThat(guid.version()).isEqualTo(4);
                assertThat(guid.variant()).isEqualTo(2);
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"FI, 10", "SE, 0.4"})
  void townsHaveNamesOfTheirOwn(SampleCountry country, double scale) {
    SampleRows rows = new SampleRows(new SamplePlan(country, scale, 1));
    Set<Object> names = new HashSet<>();
    for (Map<String, Object> city : RecordingSink.rows(rows, "Cities")) {
      String name = (String) Objects.requireNonNull(city.get("Name"));
      assertThat(names.add(name)).as(name).isTrue();
      assertThat(Character.isUpperCase(name.charAt(0))).isTrue();
    }
    assertThat(names).hasSizeGreaterThan(3_000);
  }

  @Test
  void aTableThatTheSampleDoesNotKnowHasNoRows() {
    assertThat(ROWS.of("Pancakes").count()).isZero();
  }

  @Test
  void mostMessagesGoToFew() {
    List<Map<String, Object>> messages = RecordingSink.rows(ROWS, "Messages");
    Map<Object, Long> received =
        messages.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.getOrDefault("ToMemberId", 0L), Collectors.counting()));
    long top =
        received.values().stream()
            .sorted(Comparator.reverseOrder())
            .limit(FINLAND.rows("Members") / 10)
            .mapToLong(Long::longValue)
            .sum();
    assertThat((double) top / messages.size()).isBetween(0.4, 0.9);
  }
}
