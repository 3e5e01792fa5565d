package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.rows;
import static com.happypancake.extractor.Extractions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.happypancake.database.Credentials;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.example.AtticProto;
import com.happypancake.extractor.example.Relic;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Backend;
import com.happypancake.extractor.tds.Column;
import com.happypancake.extractor.tds.Request;
import com.happypancake.extractor.tds.TdsServer;
import com.happypancake.extractor.tds.Variant;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.types.OffsetTime;
import com.happypancake.schemas.value.WallClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every SQL type, from the bytes that a server sends, through the real driver, into a record. */
@Isolated("sets the default time zone")
@Timeout(120)
class SqlServerTypesTest {

  private static final LegacyCatalogue WORKSHOP = Extractions.workshop();
  private static final LegacyCatalogue ATTIC =
      LegacyCatalogue.of(List.of(AtticProto.getDescriptor()));
  private static final int ROW_VERSION = 19;
  private static final LegacyTable RELICS = ATTIC.tables().get(0);

  private static final Object[] FULL = {
    1,
    new BigDecimal("-214748.3648"),
    new BigDecimal("-0.0001"),
    LocalDateTime.parse("2079-06-06T23:59:00"),
    LocalDateTime.parse("9999-12-31T23:59:59"),
    LocalDateTime.parse("1582-10-14T00:00:00.001"),
    LocalDateTime.parse("0001-01-01T23:59:59.99999"),
    OffsetDateTime.parse("2014-10-26T03:30:00.25+03:00"),
    "Åb",
    "smörgås € ".repeat(2_000),
    "gammal ÅÄÖ",
    "uråldrig 😀 \uD800!",
    new byte[] {-1},
    new byte[20_000],
    new byte[] {1, 2, 3},
    LocalDateTime.parse("9999-12-31T23:59:59.997"),
    new BigDecimal("-0.50"),
    -0.0f,
    Double.longBitsToDouble(0x7FF8_0000_0000_0001L),
    LocalTime.parse("23:59:59"),
    "A\uDC00 😀",
    "<rulle>\uD800 Å</rulle>",
    LocalDateTime.parse("1753-01-01T00:00:00.003"),
  };

  @TempDir Path folder;
  private final Listening listener = new Listening();

  private static Object[] nulls() {
    Object[] row = new Object[FULL.length];
    row[0] = 2;
    return row;
  }

  private static List<Column> columns(boolean nullable) {
    return RELICS.columns().stream()
        .map(
            column ->
                new Column(
                    column.name(),
                    column.name().equals("Amount") ? "numeric(19, 4)" : column.sqlType(),
                    nullable && !column.name().equals("RelicId"),
                    column.name().equals("RelicId")))
        .toList();
  }

  private Manifest extractRelics(TdsServer server) throws Exception {
    return Extractor.run(
        Extraction.builder(server.url(), Country.of("FI"), folder.resolve("dump"))
            .catalogue(ATTIC)
            .credentials(new Credentials(TdsServer.USER, TdsServer.PASSWORD))
            .build(),
        listener,
        Extractions.CLOCK);
  }

  private static Optional<Answer> relics(String sql, boolean nullable) {
    if (!sql.contains("[old].[Relics [1]]]") || sql.contains("sys.") || sql.contains("COUNT")) {
      return Optional.empty();
    }
    return Optional.of(
        reply -> {
          if (sql.startsWith("SELECT [RelicId] FROM")) {
            // There is no boundary.
            reply.columns(List.of(new Column("RelicId", "int", false, false)));
            return;
          }
          reply.columns(columns(nullable));
          if (sql.contains("ORDER BY [RelicId]")) {
            reply.row(FULL);
            if (nullable) {
              reply.row(nulls());
            }
          }
        });
  }

  private static Relic relic(DynamicMessage row) throws Exception {
    return Relic.parseFrom(row.toByteString());
  }

  private static void assertFull(Relic full) {
    assertThat(full.getCoins()).isEqualTo(Integer.MIN_VALUE);
    assertThat(full.getAmount()).isEqualTo(-1);
    assertThat(WallClock.toText(full.getMinute())).isEqualTo("2079-06-06T23:59:00.0000000");
    assertThat(WallClock.toText(full.getScale0())).isEqualTo("9999-12-31T23:59:59.0000000");
    assertThat(WallClock.toText(full.getScale3())).isEqualTo("1582-10-14T00:00:00.0010000");
    assertThat(WallClock.toText(full.getScale5())).isEqualTo("0001-01-01T23:59:59.9999900");
    assertThat(full.getAbroad())
        .isEqualTo(
            OffsetTime.newBuilder()
                .setTicks(WallClock.toTicks(OffsetDateTime.parse("2014-10-26T00:30:00.25Z")))
                .setOffsetMinutes(180)
                .build());
    assertThat(full.getPadded()).isEqualTo("Åb   ");
    assertThat(full.getLongNarrow()).isEqualTo("smörgås € ".repeat(2_000));
    assertThat(full.getText()).isEqualTo("gammal ÅÄÖ");
    assertThat(full.getWideText()).isEqualTo("uråldrig 😀 \uFFFD!");
    assertThat(full.getBlock()).isEqualTo(ByteString.copyFrom(new byte[] {-1, 0, 0, 0}));
    assertThat(full.getLongBinary().size()).isEqualTo(20_000);
    assertThat(full.getImage()).isEqualTo(ByteString.copyFrom(new byte[] {1, 2, 3}));
    assertThat(WallClock.toText(full.getThird())).isEqualTo("9999-12-31T23:59:59.9970000");
    assertThat(full.getShare()).isEqualTo("-0.50");
    assertThat(Float.floatToRawIntBits(full.getBrief())).isEqualTo(Integer.MIN_VALUE);
    assertThat(Double.doubleToRawLongBits(full.getPrecise())).isEqualTo(0x7FF8_0000_0000_0001L);
    assertThat(full.getSecond()).isEqualTo(863_990_000_000L);
    assertThat(full.getTitle()).isEqualTo("A\uFFFD 😀");
    assertThat(full.getScroll()).isEqualTo("<rulle>\uFFFD Å</rulle>");
    assertThat(WallClock.toText(full.getThirdOf())).isEqualTo("1753-01-01T00:00:00.0030000");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true"})
  void typesOfOldAreHeldExactly(boolean nullable, boolean nullBitmaps) throws Exception {
    try (TdsServer server =
        TdsServer.start(Backend.empty()).scripted(sql -> relics(sql, nullable))) {
      Manifest manifest = extractRelics(nullBitmaps ? server : server.withoutNullBitmaps());
      assertThat(server.faults()).isEmpty();
      List<DynamicMessage> rows = rows(folder.resolve("dump"), "old.Relics [1]");
      assertThat(rows).hasSize(nullable ? 2 : 1);
      assertFull(relic(rows.get(0)));
      if (nullable) {
        assertThat(rows.get(1).getAllFields()).hasSize(1);
      }
      assertThat(manifest.getParts(0).getRepairedTexts()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource({"UTC, true", "Europe/Helsinki, false", "America/St_Johns, true"})
  void everyTypeIsHeldExactlyWhateverTheZoneOfTheJvm(String zone, boolean nullBitmaps)
      throws Exception {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try (TestSqlServer server = TestSqlServer.of(WORKSHOP)) {
      if (!nullBitmaps) {
        server.server.withoutNullBitmaps();
      }
      for (Object[] row : Specimens.ALL) {
        server.tables.insert(WORKSHOP.table("Specimens"), row);
      }
      server.run(server.extraction(folder.resolve("dump")), listener);
      SpecimenAssertions.assertAll(rows(folder.resolve("dump"), "dbo.Specimens"));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Amount | numeric(20, 4) identity | -7 | -7.0000000000",
        "Amount | money | -1.5 | -1.5000000000",
        "Amount | smallint | -1 | -1.0000000000",
        "Price | decimal(10, 2) | -0.25 | -2500",
        "Measure | real | 0.5 | 0.5",
        "Measure | float(24) | -3.25 | -3.25",
        "Clock | time(3) | 00:00:01.002 | 10020000",
        "Wide | sysname | åäö | åäö",
        "Document | ntext | <a>å</a> | <a>å</a>",
        "Document | varchar(max) | <a>å</a> | <a>å</a>",
        "Longest | xml | <a>å</a> | <a>å</a>",
        "Binary | hierarchyid | Z | Z",
        "Big | int identity | -7 | -7",
      })
  void aNarrowerTypeThanTheSchemasWillDo(String name, String type, String inserted, String held)
      throws Exception {
    LegacyTable specimens = WORKSHOP.table("Specimens");
    LegacyColumn column = specimens.column(name);
    int place = specimens.columns().indexOf(column);
    Object[] row = Specimens.NOTHING.clone();
    row[place - (column.field().getNumber() > ROW_VERSION ? 1 : 0)] = inserted;
    try (TestSqlServer server = TestSqlServer.of(WORKSHOP)) {
      server.backend.declare(
          "dbo.Specimens",
          new Column(name, type.replace(" identity", ""), true, type.endsWith(" identity")));
      server.tables.insert(specimens, row);
      server.run(server.extraction(folder.resolve("dump")), listener);
    }
    Object value =
        value(rows(folder.resolve("dump"), "dbo.Specimens").get(0), column.field().getName());
    assertThat(value instanceof ByteString bytes ? bytes.toStringUtf8() : value.toString())
        .isEqualTo(held);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Binary | sql_variant | sql_variant; expected varbinary(64)",
        "Wide | sql_variant | sql_variant; expected nvarchar(200)",
        "Spot | geometry | geometry; expected geography",
        "Place | varbinary(892) | varbinary; expected hierarchyid",
        "Amount | decimal(38, 11) | decimal with 11 decimals; expected decimal(38, 10)",
        "Amount | float | float; expected decimal(38, 10)",
        "Ratio | float | float; expected real",
        "Clock | datetime | datetime with 3 decimals; expected time(7)",
        "Price | numeric(19, 5) | numeric with 5 decimals; expected money",
      })
  void aTypeThatHoldsMoreThanTheFieldIsADifference(String column, String type, String difference)
      throws Exception {
    try (TestSqlServer server = TestSqlServer.of(WORKSHOP)) {
      server.backend.declare("dbo.Specimens", Column.of(column, type));
      assertThatThrownBy(() -> server.run(server.extraction(folder.resolve("dump")), listener))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("dbo.Specimens: column " + column + " is " + difference);
    }
  }

  /** Which is why a sql_variant is refused. */
  @Test
  void theDriverGivesTwoDifferentVariantsAlike() throws Exception {
    Answer variants =
        reply ->
            reply
                .columns(List.of(Column.of("V", "sql_variant")))
                .row(Variant.of(7))
                .row(Variant.of(new byte[] {0, 0, 0, 0, 0, 7}));
    try (TdsServer server =
            TdsServer.start(Backend.empty())
                .scripted(
                    sql -> sql.equals("SELECT V") ? Optional.of(variants) : Optional.empty());
        Connection connection =
            DriverManager.getConnection(server.url(), TdsServer.USER, TdsServer.PASSWORD);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT V")) {
      assertThat(rows.next()).isTrue();
      byte[] number = rows.getBytes(1);
      assertThat(rows.next()).isTrue();
      assertThat(rows.getBytes(1)).isEqualTo(number);
    }
  }

  @Test
  void aTextOfFiveMegabytesIsHeldWhole() throws Exception {
    String text = "Hej på dig 😀! ".repeat(180_000);
    try (TestSqlServer server = TestSqlServer.of(WORKSHOP)) {
      Object[] row = Specimens.LEAST.clone();
      row[15] = text;
      server.tables.insert(WORKSHOP.table("Specimens"), row);
      server.run(server.extraction(folder.resolve("dump")), listener);
    }
    List<DynamicMessage> rows = rows(folder.resolve("dump"), "dbo.Specimens");
    assertThat(value(rows.get(0), "longest").equals(text)).isTrue();
  }

  private static Object sample(LegacyColumn column, int number) {
    LocalDateTime time = LocalDateTime.parse("2013-03-31T02:59:59.997").plusHours(number);
    return switch (column.type()) {
      case BOOLEAN -> number % 2 == 0;
      case UNSIGNED_BYTE -> number % 256;
      case INTEGER, LONG -> number;
      case MONEY -> BigDecimal.valueOf(number, 4);
      case DECIMAL -> BigDecimal.valueOf(number, column.decimalType().scale());
      case REAL -> (float) number;
      case FLOAT -> (double) number;
      case DATE -> LocalDate.ofEpochDay(number);
      case TIME -> time.toLocalTime();
      case WALL_CLOCK -> time;
      case OFFSET_TIME -> time.atOffset(ZoneOffset.ofHours(number % 14));
      case TEXT -> column.sqlType().equals("char(2)") ? "FI" : "10.0.0." + number;
      case UNICODE_TEXT, XML -> "Äpple " + number;
      case BINARY, HIERARCHY_ID, GEOGRAPHY, GEOMETRY -> new byte[] {(byte) number, 0};
      case GUID -> new UUID(number, -number);
      case ROWVERSION -> throw new IllegalArgumentException("it comes by itself");
    };
  }

  private static void fill(TestSqlServer server, LegacyTable table, int rows) throws Exception {
    List<LegacyColumn> columns =
        table.columns().stream().filter(one -> one.type() != ColumnType.ROWVERSION).toList();
    for (int number = 0; number < rows; number++) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        boolean absent = columns.get(i).nullable() && (number + i) % 3 == 0;
        values.add(absent ? null : sample(columns.get(i), number));
      }
      server.tables.insert(table, values.toArray());
    }
  }

  @Test
  void theThirteenTablesComeOutAsFromH2InOneTransactionAndOneRoundTripEach() throws Exception {
    try (TestSqlServer server = TestSqlServer.of(LegacyCatalogue.hpc())) {
      for (LegacyTable table : server.catalogue.tables()) {
        fill(server, table, 300);
      }
      Manifest manifest = server.run(server.extraction(folder.resolve("dump")), listener);
      Manifest expected =
          Extractions.run(
              Extractions.extraction(server.tables, server.catalogue, folder.resolve("h2")));
      assertThat(manifest.getPartsList())
          .extracting(part -> part.getPath() + " " + part.getContentSha256())
          .hasSize(13)
          .containsExactlyElementsOf(
              expected.getPartsList().stream()
                  .map(part -> part.getPath() + " " + part.getContentSha256())
                  .toList());
      assertThat(manifest.getPartsList()).allMatch(part -> part.getRecords() == 300);
      assertThat(manifest.getConsistency()).isEqualTo(Consistency.CONSISTENCY_SNAPSHOT);
      assertThat(listener.notes).isEmpty();
      assertOneTransaction(server.server.requests());
      assertThat(server.server.messages()).isEqualTo(2 + server.sent().size());
      assertThat(server.server.logins()).isEqualTo(1);
    }
  }

  private static void assertOneTransaction(List<Request> requests) {
    int begin =
        IntStream.range(0, requests.size())
            .filter(i -> requests.get(i).sql().equals("set implicit_transactions on "))
            .findFirst()
            .orElseThrow();
    assertThat(requests.get(begin - 1).sql())
        .isEqualTo("set transaction isolation level  snapshot ");
    assertThat(requests.get(begin + 1).sql()).startsWith("SELECT TOP (1) 1 FROM");
    assertThat(requests.subList(0, begin + 2)).noneMatch(Request::inTransaction);
    assertThat(requests.subList(begin + 2, requests.size())).allMatch(Request::inTransaction);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theIntentToReadOnlyReachesTheServer(boolean readOnly) throws Exception {
    try (TestSqlServer server = TestSqlServer.of(WORKSHOP)) {
      String url = server.server.url() + (readOnly ? ";applicationIntent=ReadOnly" : "");
      server.run(
          Extraction.builder(url, Country.of("FI"), folder.resolve("dump"))
              .catalogue(WORKSHOP)
              .credentials(new Credentials(TdsServer.USER, TdsServer.PASSWORD))
              .build(),
          listener);
      assertThat(server.server.readOnlyIntent()).isEqualTo(readOnly);
    }
  }

  /**
   * Code page 1252 has no character for 0x81 and 0x9D; Windows takes them for U+0081 and U+009D.
   */
  @Test
  void aNarrowTextHasTheServersCharactersForBytesThatJavaLacks() throws Exception {
    LegacyCatalogue notes =
        new TestSchemas()
            .table(
                "Notes", "Id", "Id int", "A varchar(20)", "B char(3)", "C varchar(max)", "D text")
            .build();
    byte[] quote = {(byte) 0xE2, (byte) 0x80, (byte) 0x9D};
    byte[] single = {(byte) 0x81};
    byte[] large = new byte[100_000];
    Arrays.fill(large, (byte) 'x');
    large[99_999] = (byte) 0x90;
    try (TestSqlServer server = TestSqlServer.of(notes)) {
      server.answering(
          sql -> sql.startsWith("SELECT [Id], [A], [B], [C], [D] FROM"),
          reply ->
              reply
                  .columns(
                      List.of(
                          new Column("Id", "int", false, false),
                          Column.of("A", "varchar(20)"),
                          Column.of("B", "char(3)"),
                          Column.of("C", "varchar(max)"),
                          Column.of("D", "text")))
                  .row(1, quote, single, large, large)
                  .row(2, "\u00E9", "", "", "\u20AC"));
      server.counting(2);
      Manifest manifest = server.run(server.extraction(folder.resolve("notes")), listener);
      assertThat(manifest.getParts(0).getRepairedTexts()).isZero();
      List<DynamicMessage> rows = rows(folder.resolve("notes"), "dbo.Notes");
      String end = "x".repeat(99_999) + "\u0090";
      assertThat(value(rows.get(0), "a")).isEqualTo("\u00E2\u20AC\u009D");
      assertThat(value(rows.get(0), "b")).isEqualTo("\u0081  ");
      assertThat(value(rows.get(0), "c")).isEqualTo(end);
      assertThat(value(rows.get(0), "d")).isEqualTo(end);
      assertThat(value(rows.get(1), "a")).isEqualTo("\u00E9");
      assertThat(value(rows.get(1), "d")).isEqualTo("\u20AC");
    }
  }
}
