package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables as wide, rows as long, databases as full and as empty as SQL Server has them. */
@Timeout(300)
class ExtremesTest {

  private static final int MOST_COLUMNS = 1_024;

  /** Round trips for a table that is small enough to be read in one piece. */
  private static final int MOST_TRIPS = 6;

  @TempDir Path folder;

  private Manifest run(TestSqlServer server) throws Exception {
    return server.run(server.extraction(folder.resolve("dump")), event -> {});
  }

  private DynamicMessage onlyRow() throws Exception {
    List<DynamicMessage> rows = Extractions.rows(folder.resolve("dump"), "dbo.Wide");
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static LegacyCatalogue wide(List<String> columns) throws Exception {
    return new TestSchemas().table("Wide", "Id", columns.toArray(String[]::new)).build();
  }

  @Test
  void aTableOfAsManyColumnsAsThereMayBeIsReadWhole() throws Exception {
    List<String> columns = new ArrayList<>(List.of("Id int"));
    IntStream.range(1, MOST_COLUMNS).forEach(i -> columns.add("C" + i + " int null"));
    LegacyCatalogue catalogue = wide(columns);
    Object[] values =
        IntStream.range(0, MOST_COLUMNS).mapToObj(i -> i % 3 == 1 ? null : i).toArray();
    try (TestSqlServer server = TestSqlServer.of(catalogue)) {
      server.tables.insert(catalogue.table("Wide"), values);
      run(server);
    }
    DynamicMessage row = onlyRow();
    for (FieldDescriptor field : row.getDescriptorForType().getFields()) {
      Object expected = values[field.getNumber() - 1];
      assertThat(row.hasField(field)).isEqualTo(expected != null);
      assertThat(row.getField(field)).isEqualTo(expected == null ? 0 : expected);
    }
  }

  @Test
  void aRowThatFillsAPageIsReadWhole() throws Exception {
    // 8,060 bytes with the row's own 7 and the key's 4.
    LegacyCatalogue catalogue =
        wide(List.of("Id int", "A char(4000)", "B char(4000)", "C char(49)"));
    try (TestSqlServer server = TestSqlServer.of(catalogue)) {
      server.tables.insert(
          catalogue.table("Wide"), 1, "a".repeat(4_000), "å".repeat(4_000), "c".repeat(49));
      run(server);
    }
    DynamicMessage row = onlyRow();
    assertThat(Extractions.value(row, "a")).isEqualTo("a".repeat(4_000));
    assertThat(Extractions.value(row, "b")).isEqualTo("å".repeat(4_000));
    assertThat(Extractions.value(row, "c")).isEqualTo("c".repeat(49));
  }

  @Test
  void aRowOfManyLongTextsIsReadWhole() throws Exception {
    List<String> columns = new ArrayList<>(List.of("Id int"));
    IntStream.range(0, 40).forEach(i -> columns.add("T" + i + " nvarchar(max) null"));
    LegacyCatalogue catalogue = wide(columns);
    List<Object> values = new ArrayList<>(List.of(1));
    IntStream.range(0, 40).forEach(i -> values.add(i % 7 == 3 ? null : "ö😀 x".repeat(500 * i)));
    try (TestSqlServer server = TestSqlServer.of(catalogue)) {
      server.tables.insert(catalogue.table("Wide"), values.toArray());
      run(server);
    }
    DynamicMessage row = onlyRow();
    for (int i = 0; i < 40; i++) {
      assertThat(Extractions.has(row, "t" + i)).isEqualTo(i % 7 != 3);
      assertThat(Extractions.value(row, "t" + i))
          .isEqualTo(i % 7 == 3 ? "" : "ö😀 x".repeat(500 * i));
    }
  }

  @Test
  @Tag("slow")
  void aRowLongerThanARecordMayBeIsToldByItsColumnsSizesAndByNoValue() throws Exception {
    LegacyCatalogue catalogue =
        wide(List.of("Id int", "Small int", "Film varbinary(max)", "Sound varbinary(max)"));
    LegacyTable table = catalogue.table("Wide");
    byte[] film = new byte[135_000_000];
    Arrays.fill(film, (byte) 'S');
    List<Column> columns =
        table.columns().stream().map(c -> new Column(c.name(), c.sqlType(), false, false)).toList();
    Answer rows =
        reply -> reply.columns(columns).row(1, 1, new byte[1], new byte[1]).row(2, 2, film, film);
    try (TestSqlServer server = TestSqlServer.of(catalogue)) {
      server.answering(sql -> sql.contains("[Film]") && !sql.contains("1 = 0"), rows);
      assertThatThrownBy(() -> run(server))
          .isInstanceOfSatisfying(
              SourceException.class,
              e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.MISMATCH))
          .hasMessageStartingWith(
              "dbo.Wide: row 2: it has 270000014 bytes or more, and a record of a dump has"
                  + " 268435456 at most; its longest columns: Film (varbinary(max)) 135000005"
                  + " bytes, Sound (varbinary(max)) 135000005 bytes; ")
          .hasMessageNotContaining("SSS");
    }
  }

  @Test
  void manyTablesTakeFewRoundTripsEach() throws Exception {
    readTables(100);
  }

  @Tag("slow")
  @Test
  void aThousandTablesTakeFewRoundTripsEach() throws Exception {
    readTables(1_000);
  }

  private void readTables(int tables) throws Exception {
    TestSchemas schemas = new TestSchemas();
    IntStream.range(0, tables)
        .forEach(i -> schemas.table("T" + i, "Id", "Id int", "RowVer rowversion"));
    LegacyCatalogue catalogue = schemas.build();
    try (TestSqlServer server = TestSqlServer.of(catalogue)) {
      for (int i = 0; i < tables; i += 10) {
        server.tables.insert(catalogue.table("T" + i), i);
      }
      Manifest manifest = run(server);
      assertThat(manifest.getPartsList())
          .hasSize(tables)
          .extracting(Part::getRecords)
          .containsExactlyElementsOf(
              IntStream.range(0, tables).mapToObj(i -> i % 10 == 0 ? 1L : 0L).toList());
      double trips = (double) server.server.messages() / tables;
      assertThat(trips).as("round trips for a table").isLessThan(MOST_TRIPS);
    }
  }

  @Test
  void aTableWithoutRowsIsAnEmptyPart() throws Exception {
    LegacyCatalogue catalogue = wide(List.of("Id int"));
    try (TestSqlServer server = TestSqlServer.of(catalogue)) {
      assertThat(run(server).getPartsList())
          .singleElement()
          .satisfies(
              part -> {
                assertThat(part.getRecords()).isZero();
                assertThat(part.getTable()).isEqualTo("dbo.Wide");
                assertThat(part.hasKeyRange()).isFalse();
              });
    }
    assertThat(Extractions.rows(folder.resolve("dump"), "dbo.Wide")).isEmpty();
  }

  @Test
  void aDatabaseWhoseTablesAreAllEmptyIsADumpOfThemAll() throws Exception {
    try (TestSqlServer server = TestSqlServer.of(LegacyCatalogue.hpc())) {
      assertThat(run(server).getPartsList())
          .hasSameSizeAs(LegacyCatalogue.hpc().tables())
          .allSatisfy(part -> assertThat(part.getRecords()).isZero());
    }
  }

  @Test
  void aDatabaseWithoutTheTablesIsRefusedWithAllOfTheirNames() throws Exception {
    List<String> missing =
        LegacyCatalogue.hpc().tables().stream()
            .map(
                table ->
                    String.format(Locale.ROOT, "%s: there is no such table", table.qualifiedName()))
            .toList();
    LegacyCatalogue other = wide(List.of("Id int"));
    try (TestSqlServer server = TestSqlServer.of(other)) {
      Extraction extraction =
          server.extraction(folder.resolve("dump")).toBuilder()
              .catalogue(LegacyCatalogue.hpc())
              .build();
      assertThatThrownBy(() -> server.run(extraction, event -> {}))
          .isInstanceOf(SourceException.class)
          .message()
          .contains(missing);
    }
    assertThat(folder.resolve("dump")).doesNotExist();
  }
}
