package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.database.SourceException;
import com.happypancake.database.SourceException.Kind;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.Consistency;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that is altered after it was planned, as Microsoft's driver describes its results. */
@Timeout(120)
class SqlServerAlteredTableTest {

  @TempDir Path folder;
  private final Listening listener = new Listening();

  private static LegacyCatalogue catalogue(String type) throws Exception {
    return new TestSchemas().table("B", "Id", "Id int", "W " + type).build();
  }

  /** A run that divides the table, and would try anything that may pass again. */
  private Extraction extraction(TestSqlServer server) {
    return server.extraction(folder.resolve("dump")).toBuilder()
        .rowsPerPart(3)
        .consistency(Consistency.CONSISTENCY_READ_COMMITTED)
        .retries(new RetryPolicy(5, 5, Duration.ofMillis(1), Duration.ofMillis(1)))
        .build();
  }

  private static boolean readsRows(String sql) {
    return sql.startsWith("SELECT [Id], [W] FROM [dbo].[B]") && sql.contains("ORDER BY");
  }

  private static Answer row(Column column, @Nullable Object value) {
    return reply ->
        reply.columns(List.of(new Column("Id", "int", false, false), column)).row(1, value);
  }

  private void assertRefuses(TestSqlServer server, String... said) {
    assertThatThrownBy(() -> server.run(extraction(server), listener))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.MISMATCH);
              assertThat(e.isPassing()).isFalse();
            })
        .hasMessageContainingAll(said);
    assertThat(folder.resolve("dump/manifest.json")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int | bigint",
        "int | float",
        "int | smallint",
        "int | nvarchar(20)",
        "bigint | int",
        "tinyint | int",
        "bit | int",
        "real | float",
        "float | real",
        "money | decimal(19,4)",
        "decimal(10,2) | float",
        "decimal(10,2) | money",
        "datetime | datetime2(7)",
        "datetime | datetimeoffset(7)",
        "datetime2(3) | date",
        "date | datetime2(7)",
        "time(7) | datetime2(7)",
        "varchar(20) | nvarchar(20)",
        "nvarchar(20) | varchar(20)",
        "nvarchar(20) | xml",
        "varbinary(20) | varchar(20)",
        "uniqueidentifier | nvarchar(36)",
      })
  void anotherTypeIsRefusedWithWhatWasAndWhatIs(String planned, String present) throws Exception {
    try (TestSqlServer server = TestSqlServer.of(catalogue(planned))) {
      server.answering(SqlServerAlteredTableTest::readsRows, row(Column.of("W", present), null));
      assertRefuses(
          server,
          "dbo.B: column W is "
              + present.replaceFirst("\\(.*", "").replace("rowversion", "timestamp"),
          "it was " + planned.replaceFirst("\\(.*", "").replace("rowversion", "timestamp"),
          "was altered during the extraction",
          "; correct the schema");
      assertThat(server.sent()).filteredOn(SqlServerAlteredTableTest::readsRows).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "decimal(10,2) | decimal(38,2)",
        "decimal(10,2) | numeric(10,2)",
        "decimal(10,2) | decimal(10,0)",
        "datetime2(3) | datetime2(7)",
        "nvarchar(20) | nvarchar(max)",
        "nvarchar(20) | sysname",
        "varbinary(20) | varbinary(max)",
        "char(20) | char(30)",
        "char(20) | varchar(20)",
        "nchar(20) | nvarchar(20)",
        "binary(8) | rowversion",
        "rowversion | binary(8)",
        "rowversion | varbinary(8)",
      })
  void aTypeThatIsReadTheSameWayIsNotRefused(String planned, String present) throws Exception {
    try (TestSqlServer server = TestSqlServer.of(catalogue(planned))) {
      server.answering(SqlServerAlteredTableTest::readsRows, row(Column.of("W", present), null));
      server.counting(1);
      assertThat(server.run(extraction(server), listener).getParts(0).getRecords()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"'decimal(12,4)', 1.2345", "'decimal(12,2)', 1234567890.00"})
  void moreDigitsThanTheFieldHasAreRefusedAtTheirRow(String present, BigDecimal value)
      throws Exception {
    try (TestSqlServer server = TestSqlServer.of(catalogue("decimal(10,2)"))) {
      server.answering(SqlServerAlteredTableTest::readsRows, row(Column.of("W", present), value));
      assertRefuses(server, "dbo.B: row 1: column W (decimal(10,2)): ", "can't hold the value");
    }
  }

  /** Some servers call each column of a result nullable; the catalogue decides. */
  @Test
  void aResultWhoseColumnsMayAllBeNullIsNotRefused() throws Exception {
    try (TestSqlServer server = TestSqlServer.of(catalogue("int"))) {
      server.backend.declare("dbo.B", new Column("Id", "int", false, false));
      server.answering(
          SqlServerAlteredTableTest::readsRows,
          reply -> reply.columns(List.of(Column.of("Id", "int"), Column.of("W", "int"))).row(1, 2));
      server.counting(1);
      assertThat(server.run(extraction(server), listener).getParts(0).getRecords()).isEqualTo(1);
    }
  }

  @Test
  void aKeyThatBecomesNullableIsRefused() throws Exception {
    try (TestSqlServer server = TestSqlServer.of(catalogue("int"))) {
      server.backend.declare("dbo.B", new Column("Id", "int", false, false));
      server.answering(
          sql -> {
            if (readsRows(sql)) {
              server.backend.declare("dbo.B", Column.of("Id", "int"));
            }
            return Optional.empty();
          });
      assertRefuses(server, "dbo.B: column Id may be NULL now; it was NOT NULL");
    }
  }

  @Test
  void anIdentityColumnIsTheSameInEveryQuery() throws Exception {
    try (TestSqlServer server = TestSqlServer.of(catalogue("int"))) {
      server.backend.declare("dbo.B", new Column("W", "int", false, true));
      server.answering(
          SqlServerAlteredTableTest::readsRows, row(new Column("W", "int", false, false), 7));
      server.counting(1);
      assertThat(server.run(extraction(server), listener).getParts(0).getRecords()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {207, 208})
  void aColumnOrTableThatIsGoneDoesNotFitTheSchema(int number) throws Exception {
    try (TestSqlServer server = TestSqlServer.of(catalogue("int"))) {
      server.answering(
          SqlServerAlteredTableTest::readsRows, Answer.error(number, 16, "Invalid name 'W'."));
      assertRefuses(server, "dbo.B", "error " + number, "a table or a column of it is gone");
    }
  }

  @Test
  void aColumnThatIsAddedWhileRowsAreReadIsRefusedAtTheEndUntilItIsAllowed() throws Exception {
    try (TestSqlServer server = TestSqlServer.of(catalogue("int"))) {
      server.answering(
          sql -> {
            if (readsRows(sql)) {
              addColumn(server);
            }
            return Optional.empty();
          });
      assertRefuses(server, "altered while it was read", "column Extra", "not in the schema");
      Extraction allowing =
          extraction(server).toBuilder().resume(true).allowExtraColumns(true).build();
      server.run(allowing, listener);
      assertThat(server.sent()).filteredOn(SqlServerAlteredTableTest::readsRows).hasSize(1);
    }
  }

  private static void addColumn(TestSqlServer server) {
    try {
      server.tables.execute("ALTER TABLE \"dbo\".\"B\" ADD COLUMN \"Extra\" int");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aBoundaryOfAnotherTypeIsRefused() throws Exception {
    try (TestSqlServer server = TestSqlServer.of(catalogue("int"))) {
      server.answering(
          sql -> sql.startsWith("SELECT [Id] FROM [dbo].[B]"),
          reply -> reply.columns(List.of(new Column("Id", "bigint", false, false))).row(1L << 40));
      assertRefuses(
          server, "dbo.B: finding where to cut it: column Id is bigint now; it was int when");
    }
  }
}
