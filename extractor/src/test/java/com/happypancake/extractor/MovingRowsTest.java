package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.DatabaseProduct.Connector;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.extractor.tds.Backend;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A scan of keys that misses rows which are there, as one can while rows move. */
@Timeout(120)
class MovingRowsTest {

  private static final String KEYS_ALONE = "SELECT [\\[\"](Id|A|B)(?!.*RowVer).* ORDER BY .*";

  @TempDir Path folder;

  private LegacyCatalogue catalogue;
  private TestSqlServer server;

  /** Tables of which a scan has missed all rows. */
  private final Set<String> missed = new HashSet<>();

  private final List<String> sent = new ArrayList<>();

  @BeforeEach
  void fill() throws Exception {
    Map<String, List<Object>> keys = new TreeMap<>();
    keys.put("bigint", List.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE));
    keys.put("binary(3)", List.of(new byte[] {0, 0, 0}, new byte[] {-1, 39, 10}));
    keys.put("bit", List.of(false, true));
    keys.put("date", List.of(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31)));
    keys.put("datetime", List.of(LocalDateTime.parse("2014-03-01T12:00:00.003")));
    keys.put("datetime2(7)", List.of(LocalDateTime.parse("2014-03-01T12:00:00.1234567")));
    keys.put("datetimeoffset(7)", List.of(OffsetDateTime.parse("2014-03-01T12:00:00+02:00")));
    keys.put("decimal(20,3)", List.of(new BigDecimal("-12.345"), new BigDecimal("0.000")));
    keys.put("int", List.of(1, 2, 3));
    keys.put("money", List.of(new BigDecimal("-0.0001"), new BigDecimal("7.5000")));
    keys.put("nvarchar(20)", List.of("O'Hara", "a\\\nb", "\uD83D\uDE00", ""));
    keys.put("real", List.of(1.5f));
    keys.put("time(7)", List.of(LocalTime.parse("23:59:59.9999999")));
    keys.put("tinyint", List.of(0, 127));
    keys.put("uniqueidentifier", List.of(new UUID(1, 2), new UUID(-1, -2)));
    keys.put("varchar(20)", List.of("O'Hara", "a\\\r\nb", "\t", "\u00E4", " + "));
    TestSchemas schemas = new TestSchemas();
    keys.keySet()
        .forEach(type -> schemas.table(name(type), "Id", "Id " + type, "RowVer rowversion"));
    schemas.table("pair", "A B", "B nvarchar(9)", "A int", "RowVer rowversion");
    catalogue = schemas.build();
    server = TestSqlServer.of(catalogue);
    for (Map.Entry<String, List<Object>> table : keys.entrySet()) {
      for (Object key : table.getValue()) {
        server.tables.insert(table(name(table.getKey())), key);
      }
    }
    for (int i = 0; i < 250; i++) {
      server.tables.insert(table("pair"), "b" + i % 2, i);
    }
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private static String name(String type) {
    return type.replaceFirst("\\(.*", "");
  }

  private LegacyTable table(String name) {
    return catalogue.table(name);
  }

  private void delete() throws Exception {
    server.tables.execute("DELETE FROM \"dbo\".\"int\" WHERE \"Id\" = 2");
    server.tables.execute("DELETE FROM \"dbo\".\"nvarchar\" WHERE \"Id\" = 'O''Hara'");
    server.tables.execute("DELETE FROM \"dbo\".\"pair\" WHERE \"A\" = 100");
    server.tables.execute("DELETE FROM \"dbo\".\"real\"");
  }

  /** Returns a scan's query as it is answered: the first of a table meets no row. */
  private synchronized String asAnswered(String sql) {
    sent.add(sql);
    return sql.matches(KEYS_ALONE) && missed.add(sql)
        ? sql.replace(" ORDER BY", " WHERE 1 = 0 ORDER BY")
        : sql;
  }

  private static Extraction with(Extraction extraction, Consistency consistency) {
    return extraction.toBuilder().consistency(consistency).build();
  }

  private Extraction delta(Extraction extraction, Consistency consistency) {
    return with(extraction, consistency).toBuilder()
        .since(Extractions.since(folder.resolve("full"), Deletes.DELETES_KEYS))
        .build();
  }

  private static Map<String, Long> deleted(Manifest manifest) {
    Map<String, Long> deleted = new HashMap<>();
    for (Part part : manifest.getPartsList()) {
      if (part.getRows() == Rows.ROWS_DELETED_KEYS && part.getRecords() > 0) {
        deleted.merge(part.getTable(), part.getRecords(), Long::sum);
      }
    }
    return deleted;
  }

  private void assertRight(Manifest manifest) {
    assertThat(missed).hasSize(catalogue.tables().size());
    assertThat(deleted(manifest))
        .isEqualTo(Map.of("dbo.int", 1L, "dbo.nvarchar", 1L, "dbo.pair", 1L, "dbo.real", 1L));
  }

  @Test
  void onSqlServerWhatAScanMissedIsSoughtBeforeItCountsAsGone() throws Exception {
    Consistency mode = Consistency.CONSISTENCY_READ_COMMITTED;
    server.run(with(server.extraction(folder.resolve("full")), mode), event -> {});
    delete();
    try (Backend.Session h2 = server.backend.open()) {
      server.answering(
          sql -> {
            String answered = asAnswered(sql);
            return answered.equals(sql) ? Optional.empty() : Optional.of(h2.answer(answered));
          });
      assertRight(server.run(delta(server.extraction(folder.resolve("delta")), mode), event -> {}));
    }
    assertThat(sent)
        .contains(
            "SELECT [Id] FROM [dbo].[int] WHERE ([Id] = CAST(1 AS int)) OR ([Id] = CAST(2 AS int))"
                + " OR ([Id] = CAST(3 AS int)) OPTION (MAXDOP 1)")
        .anyMatch(sql -> sql.contains("[Id] = ('a\\' + CHAR(13) + CHAR(10) + 'b')"))
        .anyMatch(sql -> sql.contains("[Id] = N'\u00E4'"));
  }

  private Manifest runOnH2(Extraction extraction) throws Exception {
    Connector driver = DatabaseProduct.of(extraction.source()).driver();
    Connector missing =
        (url, properties) -> missing(Connection.class, driver.connect(url, properties));
    return Extractor.run(extraction, event -> {}, Extractions.CLOCK, missing);
  }

  private <T> T missing(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object[] given = arguments;
              if (method.getName().equals("executeQuery")) {
                given = new Object[] {asAnswered((String) arguments[0])};
              }
              try {
                Object result = method.invoke(real, given);
                return result instanceof Statement statement
                    ? missing(Statement.class, statement)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private Extraction h2(String name) {
    return Extractions.extraction(server.tables, catalogue, folder.resolve(name));
  }

  @Test
  void onH2WhatAScanMissedIsSoughtBeforeItCountsAsGone() throws Exception {
    Extractions.run(h2("full"));
    delete();
    assertRight(runOnH2(delta(h2("delta"), Consistency.CONSISTENCY_READ_COMMITTED)));
  }

  @Test
  void inASnapshotEveryKeyIsReadOnceAndNoneIsSought() throws Exception {
    Extractions.run(h2("full"));
    runOnH2(delta(h2("delta"), Consistency.CONSISTENCY_SNAPSHOT));
    assertThat(sent).filteredOn(sql -> sql.matches(KEYS_ALONE)).doesNotHaveDuplicates();
    assertThat(sent).noneMatch(sql -> sql.contains(") OR ("));
  }
}
