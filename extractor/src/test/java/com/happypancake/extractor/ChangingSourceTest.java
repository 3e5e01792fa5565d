package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.Consistency;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Another session alters a table, before one call of the driver in each run. The dump then has the
 * rows as they were, or the error says what was altered. It never has a wrong value.
 */
@Timeout(600)
class ChangingSourceTest {

  private static final int ROWS = 7;

  /** org.h2.api.ErrorCode.LOCK_TIMEOUT_1. */
  private static final int LOCK_TIMEOUT = 50200;

  /** What another session does. All rows keep their values, as far as the new type holds them. */
  private static final Map<String, List<String>> CHANGES =
      Map.of(
          "an int that becomes a bigint",
          List.of(
              "ALTER TABLE \"dbo\".\"B\" ALTER COLUMN \"W\" BIGINT",
              "UPDATE \"dbo\".\"B\" SET \"W\" = 1099511627777"),
          "an int that becomes a float",
          List.of(
              "ALTER TABLE \"dbo\".\"B\" ALTER COLUMN \"W\" DOUBLE PRECISION",
              "UPDATE \"dbo\".\"B\" SET \"W\" = \"W\" + 0.5"),
          "an int that becomes a text",
          List.of("ALTER TABLE \"dbo\".\"B\" ALTER COLUMN \"W\" CHARACTER VARYING(20)"),
          "a key of another type",
          List.of("ALTER TABLE \"dbo\".\"B\" ALTER COLUMN \"Id\" BIGINT"),
          "a column that is added",
          List.of("ALTER TABLE \"dbo\".\"B\" ADD COLUMN \"Extra\" INT"),
          "a column that is dropped",
          List.of("ALTER TABLE \"dbo\".\"B\" DROP COLUMN \"W\""),
          "a column that is renamed",
          List.of("ALTER TABLE \"dbo\".\"B\" ALTER COLUMN \"W\" RENAME TO \"V\""),
          "a table that is dropped",
          List.of("DROP TABLE \"dbo\".\"B\""),
          "a table that is made again with other columns",
          List.of(
              "DROP TABLE \"dbo\".\"B\"",
              "CREATE TABLE \"dbo\".\"B\" (\"Id\" INT PRIMARY KEY, \"W\" TIME, \"Text\" UUID)",
              "INSERT INTO \"dbo\".\"B\" VALUES (0, TIME '12:00:00', RANDOM_UUID())"),
          "a table that is made again with another key",
          List.of(
              "CREATE TABLE \"dbo\".\"C\" AS SELECT * FROM \"dbo\".\"B\"",
              "DROP TABLE \"dbo\".\"B\"",
              "CREATE TABLE \"dbo\".\"B\" (\"Id\" INT NOT NULL, \"W\" INT NOT NULL PRIMARY KEY,"
                  + " \"Text\" NVARCHAR(50))",
              "INSERT INTO \"dbo\".\"B\" SELECT * FROM \"dbo\".\"C\""));

  @TempDir Path folder;

  private static Stream<Arguments> changes() {
    return CHANGES.keySet().stream()
        .sorted()
        .flatMap(
            change ->
                Stream.of(Consistency.CONSISTENCY_READ_COMMITTED, Consistency.CONSISTENCY_SNAPSHOT)
                    .map(consistency -> Arguments.of(change, consistency)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void wheneverATableIsAlteredTheDumpIsRightOrTheErrorIsClear(
      String change, Consistency consistency) throws Exception {
    alterBefore(change, consistency, 13);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("changes")
  void beforeWhateverCallATableIsAlteredTheDumpIsRightOrTheErrorIsClear(
      String change, Consistency consistency) throws Exception {
    alterBefore(change, consistency, 1);
  }

  private void alterBefore(String change, Consistency consistency, int step) throws Exception {
    int calls = calls(consistency);
    assertThat(calls).isGreaterThan(50);
    int refused = 0;
    for (int call = 1; call <= calls; call += step) {
      refused += isRefused(change, consistency, call) ? 1 : 0;
    }
    assertThat(refused).as("refusals").isPositive();
  }

  private int calls(Consistency consistency) throws Exception {
    LegacyCatalogue catalogue = catalogue();
    try (TestDatabase database = filled(catalogue)) {
      FaultyDriver driver =
          FaultyDriver.changing(DatabaseProduct.of(database.url()).driver(), 0, () -> {});
      Path out = folder.resolve("undisturbed-" + consistency);
      Extractor.run(
          extraction(database, catalogue, out, consistency),
          event -> {},
          Extractions.CLOCK,
          driver);
      return driver.calls();
    }
  }

  private boolean isRefused(String change, Consistency consistency, int call) throws Exception {
    LegacyCatalogue catalogue = catalogue();
    Path out = folder.resolve(change + "-" + consistency + "-" + call);
    try (TestDatabase database = filled(catalogue)) {
      FaultyDriver driver =
          FaultyDriver.changing(
              DatabaseProduct.of(database.url()).driver(),
              call,
              () -> alter(database, CHANGES.get(change)));
      try {
        Extractor.run(
            extraction(database, catalogue, out, consistency),
            event -> {},
            Extractions.CLOCK,
            driver);
      } catch (SourceException e) {
        // H2's snapshots don't cover its tables' definitions, so its own count may differ there.
        boolean differs = e.getMessage().contains("in the same snapshot");
        assertThat(e.kind())
            .as("call %d, %s: %s", call, driver.struck(), e.getMessage())
            .isEqualTo(
                differs && consistency == Consistency.CONSISTENCY_SNAPSHOT
                    ? SourceException.Kind.QUERY
                    : SourceException.Kind.MISMATCH);
        assertThat(e).hasMessageContaining("dbo.B").hasMessageContaining("; ");
        return true;
      }
      assertThat(rows(out, catalogue)).as("call %d, %s", call, driver.struck()).isEqualTo(EXPECTED);
      return false;
    }
  }

  private static final List<String> EXPECTED =
      Stream.iterate(0, i -> i + 1).limit(ROWS).map(i -> i + "|" + 10 * i + "|row " + i).toList();

  private static List<String> rows(Path out, LegacyCatalogue catalogue) throws Exception {
    return Extractions.rows(out, catalogue.table("B").qualifiedName()).stream()
        .map(ChangingSourceTest::text)
        .toList();
  }

  private static String text(DynamicMessage row) {
    return row.getDescriptorForType().getFields().stream()
        .map(field -> String.valueOf(row.getField(field)))
        .reduce((left, right) -> left + "|" + right)
        .orElseThrow();
  }

  /** Alters a table unless the extraction holds its lock, which its statement then waits for. */
  private static void alter(TestDatabase database, List<String> statements) {
    try (Connection other = database.open();
        Statement statement = other.createStatement()) {
      statement.execute("SET LOCK_TIMEOUT 1");
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      if (e.getErrorCode() != LOCK_TIMEOUT) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static LegacyCatalogue catalogue() throws Exception {
    return new TestSchemas()
        .table("A", "Id", "Id int", "Text nvarchar(50)")
        .table("B", "Id", "Id int", "W int", "Text nvarchar(50)")
        .build();
  }

  private static TestDatabase filled(LegacyCatalogue catalogue) throws Exception {
    TestDatabase database = TestDatabase.of(catalogue);
    for (int i = 0; i < ROWS; i++) {
      database.insert(catalogue.table("A"), i, "row " + i);
      database.insert(catalogue.table("B"), i, 10 * i, "row " + i);
    }
    return database;
  }

  private static Extraction extraction(
      TestDatabase database, LegacyCatalogue catalogue, Path out, Consistency consistency) {
    return Extractions.extraction(database, catalogue, out).toBuilder()
        .rowsPerPart(3)
        .consistency(consistency)
        .retries(new RetryPolicy(1, 4, Duration.ofMillis(1), Duration.ofMillis(1)))
        .build();
  }
}
