package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.Credentials;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.extractor.scaffold.Scaffold;
import com.happypancake.extractor.scaffold.Scaffold.ScaffoldRequest;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Manifest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.mssqlserver.MSSQLServerContainer;

/** A real SQL Server, where Docker runs; elsewhere it is reported as skipped. */
@Testcontainers(disabledWithoutDocker = true)
class SqlServerIT {

  private static final LegacyCatalogue WORKSHOP = Extractions.workshop();
  private static final LegacyTable SPECIMENS = WORKSHOP.table("Specimens");
  private static final LegacyTable ODD = WORKSHOP.table("Odd Näme]s");
  private static final int ROWS = 200;
  private static final String READER_PASSWORD = "Only.reads.17";

  /** Seconds even where they are 0, and no more digits than there are: datetime takes 3. */
  private static final DateTimeFormatter SECONDS =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 7, true)
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter TIME_OF_DAY =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 7, true)
          .toFormatter(Locale.ROOT);

  @Container
  private static final MSSQLServerContainer SERVER =
      new MSSQLServerContainer("mcr.microsoft.com/mssql/server:2022-latest").acceptLicense();

  @TempDir Path folder;

  private static String url(String database) {
    return "jdbc:sqlserver://"
        + SERVER.getHost()
        + ":"
        + SERVER.getMappedPort(MSSQLServerContainer.MS_SQL_SERVER_PORT)
        + ";databaseName="
        + database
        + ";trustServerCertificate=true";
  }

  private static void execute(String database, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url(database), SERVER.getUsername(), SERVER.getPassword());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @BeforeAll
  static void fill() throws SQLException {
    execute(
        "master",
        "CREATE DATABASE Workshop",
        "CREATE DATABASE Unsnapped",
        "ALTER DATABASE Workshop SET ALLOW_SNAPSHOT_ISOLATION ON",
        "CREATE LOGIN reader WITH PASSWORD = '" + READER_PASSWORD + "'");
    for (String database : List.of("Workshop", "Unsnapped")) {
      execute(
          database,
          "CREATE USER reader FOR LOGIN reader",
          "ALTER ROLE db_datareader ADD MEMBER reader",
          "CREATE SCHEMA side",
          create(SPECIMENS),
          create(ODD),
          insert(SPECIMENS, Specimens.NOTHING),
          insert(SPECIMENS, Specimens.BROKEN),
          insert(SPECIMENS, Specimens.MOST),
          insert(SPECIMENS, Specimens.LEAST),
          insert(ODD, 7, "sju"));
    }
  }

  private static String quote(String name) {
    return "[" + name.replace("]", "]]") + "]";
  }

  private static String create(LegacyTable table) {
    List<String> lines = new ArrayList<>();
    for (LegacyColumn column : table.columns()) {
      lines.add(
          quote(column.name())
              + " "
              + column.sqlType()
              + (column.nullable() ? " NULL" : " NOT NULL"));
    }
    if (!table.key().isEmpty()) {
      lines.add(
          "PRIMARY KEY ("
              + String.join(", ", table.key().stream().map(key -> quote(key.name())).toList())
              + ")");
    }
    return "CREATE TABLE "
        + quote(table.schema())
        + "."
        + quote(table.name())
        + " ("
        + String.join(", ", lines)
        + ")";
  }

  /** Values as literals, so that no conversion of the driver's own stands between. */
  private static String insert(LegacyTable table, Object... values) {
    List<String> columns = new ArrayList<>();
    List<String> literals = new ArrayList<>();
    List<LegacyColumn> given =
        table.columns().stream().filter(column -> column.type() != ColumnType.ROWVERSION).toList();
    for (int i = 0; i < values.length; i++) {
      columns.add(quote(given.get(i).name()));
      literals.add(literal(given.get(i), values[i]));
    }
    return "INSERT INTO "
        + quote(table.schema())
        + "."
        + quote(table.name())
        + " ("
        + String.join(", ", columns)
        + ") VALUES ("
        + String.join(", ", literals)
        + ")";
  }

  private static String literal(LegacyColumn column, Object value) {
    if (value == null) {
      return "NULL";
    }
    return switch (column.type()) {
      case HIERARCHY_ID, GEOGRAPHY, GEOMETRY ->
          "CAST(" + literal(value) + " AS " + column.sqlType() + ")";
      default -> literal(value);
    };
  }

  private static String literal(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "1" : "0";
    }
    if (value instanceof BigDecimal number) {
      return "CAST(" + number.toPlainString() + " AS decimal(38, " + number.scale() + "))";
    }
    if (value instanceof Float number) {
      return Double.toString(number);
    }
    if (value instanceof Number number) {
      return number.toString();
    }
    if (value instanceof byte[] bytes) {
      return "0x" + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof String text) {
      return "CAST(0x" + HexFormat.of().formatHex(utf16(text)) + " AS nvarchar(max))";
    }
    if (value instanceof LocalDateTime time) {
      return "'" + SECONDS.format(time) + "'";
    }
    if (value instanceof LocalTime time) {
      return "'" + TIME_OF_DAY.format(time) + "'";
    }
    if (value instanceof OffsetDateTime time) {
      return "'" + SECONDS.format(time) + time.getOffset() + "'";
    }
    return "'" + value + "'";
  }

  private static byte[] utf16(String text) {
    byte[] bytes = new byte[2 * text.length()];
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i] = (byte) text.charAt(i);
      bytes[2 * i + 1] = (byte) (text.charAt(i) >> Byte.SIZE);
    }
    return bytes;
  }

  private Manifest extract(String database, Credentials credentials, Listening listener)
      throws Exception {
    return Extractor.run(
        Extraction.builder(url(database), Country.of("FI"), folder.resolve("dump"))
            .catalogue(WORKSHOP)
            .credentials(credentials)
            .build(),
        listener,
        Extractions.CLOCK);
  }

  @Test
  void everyTypeComesOutAsItWentIn() throws Exception {
    Listening listener = new Listening();
    Manifest manifest =
        extract("Workshop", new Credentials(SERVER.getUsername(), SERVER.getPassword()), listener);
    assertThat(listener.notes).isEmpty();
    assertThat(manifest.getConsistency()).isEqualTo(Consistency.CONSISTENCY_SNAPSHOT);
    assertThat(manifest.getSource().getRecoveryFork()).hasSize(36);
    assertThat(manifest.getSource().getDatabase()).isEqualTo("Workshop");
    assertThat(manifest.getMarks(0).getRowversion().size()).isEqualTo(8);
    assertThat(manifest.getParts(0).getRepairedTexts()).isEqualTo(2);
    SpecimenAssertions.assertAll(Extractions.rows(folder.resolve("dump"), "dbo.Specimens"));
    assertThat(Extractions.rows(folder.resolve("dump"), "side.Odd Näme]s")).hasSize(1);
  }

  @Test
  void anyRowsComeOutAsTheyWentIn() throws Exception {
    List<Object[]> rows = AnySpecimens.forSqlServer(ROWS);
    execute(
        "master",
        "CREATE DATABASE Anything",
        "ALTER DATABASE Anything SET ALLOW_SNAPSHOT_ISOLATION ON");
    execute("Anything", "CREATE SCHEMA side", create(SPECIMENS), create(ODD));
    execute("Anything", rows.stream().map(row -> insert(SPECIMENS, row)).toArray(String[]::new));
    Manifest manifest =
        extract(
            "Anything",
            new Credentials(SERVER.getUsername(), SERVER.getPassword()),
            new Listening());
    ExpectedSpecimens.assertHeld(
        SPECIMENS, rows, Extractions.rows(folder.resolve("dump"), "dbo.Specimens"), manifest);
  }

  @Test
  void aLoginThatMayOnlyReadWillDo() throws Exception {
    Manifest manifest =
        extract("Unsnapped", new Credentials("reader", READER_PASSWORD), new Listening());
    assertThat(manifest.getConsistency()).isEqualTo(Consistency.CONSISTENCY_READ_COMMITTED);
    SpecimenAssertions.assertAll(Extractions.rows(folder.resolve("dump"), "dbo.Specimens"));
  }

  @Test
  void aScaffoldTellsTheTablesAsTheyWereMade() throws Exception {
    Scaffold scaffold =
        Scaffold.of(
            new ScaffoldRequest(
                url("Workshop"),
                Optional.of(new Credentials("reader", READER_PASSWORD)),
                List.of("dbo", "side"),
                List.of(),
                Optional.empty()),
            ConnectionSettings.DEFAULT,
            note -> {});
    LegacyCatalogue catalogue =
        LegacyCatalogue.of(DescriptorSets.parse(scaffold.descriptors().toByteArray()));
    for (LegacyTable made : List.of(SPECIMENS, ODD)) {
      LegacyTable found = catalogue.table(made.qualifiedName());
      assertThat(found.columns())
          .extracting(LegacyColumn::name, LegacyColumn::type, LegacyColumn::nullable)
          .containsExactlyElementsOf(
              made.columns().stream()
                  .map(column -> tuple(column.name(), column.type(), column.nullable()))
                  .toList());
      assertThat(found.key())
          .extracting(LegacyColumn::name)
          .containsExactlyElementsOf(made.key().stream().map(LegacyColumn::name).toList());
    }
  }
}
