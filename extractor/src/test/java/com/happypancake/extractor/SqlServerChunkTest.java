package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import com.happypancake.extractor.check.Preflight;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import com.happypancake.extractor.tds.Reply;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Microsoft's driver, its literals, and what a server lets a table be cut by. */
@Timeout(120)
class SqlServerChunkTest {

  @TempDir Path folder;

  private LegacyCatalogue catalogue;
  private TestSqlServer server;

  @BeforeEach
  void start() throws Exception {
    catalogue = ChunkTest.everyKey();
    server = TestSqlServer.of(catalogue);
    ChunkTest.fill(server.tables, catalogue);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Extraction extraction(String name) {
    return server.extraction(folder.resolve(name)).toBuilder().rowsPerPart(41).build();
  }

  private void assertSameRows(String one, String other) throws Exception {
    for (LegacyTable table : catalogue.tables()) {
      assertThat(rows(folder.resolve(one), table.qualifiedName()))
          .extracting(DynamicMessage::toByteString)
          .as(table.name())
          .containsExactlyInAnyOrderElementsOf(
              rows(folder.resolve(other), table.qualifiedName()).stream()
                  .map(DynamicMessage::toByteString)
                  .toList());
    }
  }

  private static List<String> cut(Manifest manifest) {
    return manifest.getPartsList().stream()
        .filter(part -> part.getPath().endsWith("part-00001.pb.gz"))
        .map(Part::getTable)
        .toList();
  }

  private static Set<String> inKeyOrder(Manifest manifest) {
    return manifest.getPartsList().stream()
        .filter(Part::getKeyOrder)
        .map(Part::getTable)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource({"Id, 1", "Text, 0"})
  void aTableThatIsReadByAnotherKeyIsNotInKeyOrder(String column, String descends)
      throws Exception {
    server.answering(
        sql -> sql.contains("k.is_descending_key"),
        server.described.keysWithIndexOf("Numbers", List.of(List.of(column, descends))));
    Manifest manifest = server.run(extraction("other"), event -> {});
    assertThat(cut(manifest)).contains("dbo.Numbers");
    assertThat(inKeyOrder(manifest)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"sampled, false, 1", "sampled, false, 3", "walked, true, 1", "walked, true, 3"})
  void everyKeyIsCutAndComparedByTheServer(String how, boolean refusesSamples, int connections)
      throws Exception {
    if (refusesSamples) {
      server.refusing(sql -> sql.contains("TABLESAMPLE"), false);
    }
    server.refusing(sql -> sql.contains("snapshot_isolation_state"), false);
    Manifest whole =
        server.run(
            server.extraction(folder.resolve("whole")).toBuilder().rowsPerPart(1_000).build(),
            event -> {});
    assertThat(inKeyOrder(whole)).containsExactly("dbo.Numbers");
    Manifest manifest =
        server.run(extraction(how).toBuilder().connections(connections).build(), event -> {});
    assertSameRows(how, "whole");
    assertThat(cut(manifest)).hasSize(catalogue.tables().size());
    assertThat(inKeyOrder(manifest)).containsExactly("dbo.Numbers");
    assertThat(server.sent())
        .anyMatch(sql -> sql.matches(".*\\[Id\\] >= CAST\\([0-9]+ AS int\\) AND \\[Id\\] < .*"))
        .anyMatch(
            sql -> sql.matches(".*\\[Id\\] >= CAST\\('[-0-9a-fA-F]+' AS uniqueidentifier\\).*"))
        .anyMatch(sql -> sql.matches("(?s).*\\[Name\\] >= (N'|CAST\\(0x).*"))
        .noneMatch(sql -> sql.contains("sp_"));
  }

  /** The clustered index is another than the primary key, and descends. */
  @Test
  void aTableIsCutByTheIndexItLiesIn() throws Exception {
    server.answering(
        sql -> sql.contains("k.is_descending_key"),
        server.described.keysWithIndexOf("Pairs", List.of(List.of("At", "1"), List.of("A", "0"))));
    Manifest manifest = server.run(extraction("cut"), event -> {});
    assertThat(cut(manifest)).contains("dbo.Pairs");
    assertThat(rows(folder.resolve("cut"), "dbo.Pairs")).hasSize(ChunkTest.ROWS);
    assertThat(server.sent())
        .anyMatch(
            sql -> sql.contains("FROM [dbo].[Pairs]") && sql.contains("ORDER BY [At] DESC, [A]"))
        .anyMatch(sql -> sql.matches(".*\\[At\\] <= CAST\\('[^']+' AS datetime2\\(7\\)\\) AND .*"));
  }

  /** A schema may spell a column otherwise than a database that ignores the case. */
  @Test
  void aColumnOfTheIndexIsFoundInAnotherCase() throws Exception {
    server.answering(
        sql -> sql.contains("k.is_descending_key"),
        server.described.keysWithIndexOf("Pairs", List.of(List.of("AT", "1"), List.of("a", "0"))));
    assertThat(cut(server.run(extraction("cut"), event -> {}))).contains("dbo.Pairs");
    assertThat(server.sent())
        .anyMatch(
            sql -> sql.contains("FROM [dbo].[Pairs]") && sql.contains("ORDER BY [At] DESC, [A]"));
  }

  /** A server without statistics says 0 rows of each table. */
  @Test
  void aFullTableThatTheCatalogueCallsEmptyIsCut() throws Exception {
    server.answering(sql -> sql.contains("p.rows"), server.described.ofEachTable(0));
    Manifest manifest = server.run(extraction("cut"), event -> {});
    assertThat(cut(manifest)).hasSize(catalogue.tables().size());
    assertThat(rows(folder.resolve("cut"), "dbo.Pairs")).hasSize(ChunkTest.ROWS);
  }

  @Test
  void aTextWithControlCharactersIsCutByTheirNumbers() throws Exception {
    List<String> keys =
        List.of("", "\t", "\r\n", "a\\\nb", "a\u0000", "it's\u001f", "plain", "z\n");
    LegacyCatalogue narrow =
        new TestSchemas().table("Codes", "Code", "Code varchar(20)", "Text int").build();
    try (TestSqlServer codes = TestSqlServer.of(narrow)) {
      for (String key : keys) {
        codes.tables.insert(narrow.table("Codes"), key, key.length());
      }
      codes.answering(
          sql -> sql.contains("k.is_descending_key"),
          codes.described.keysWithIndexOf("Codes", List.of(List.of("Code", "0"))));
      Manifest manifest =
          codes.run(
              codes.extraction(folder.resolve("codes")).toBuilder().rowsPerPart(1).build(),
              event -> {});
      assertThat(manifest.getPartsList()).hasSize(keys.size());
      assertThat(rows(folder.resolve("codes"), "dbo.Codes"))
          .extracting(row -> Extractions.value(row, "code"))
          .containsExactlyInAnyOrderElementsOf(keys);
      assertThat(codes.sent())
          .anyMatch(sql -> sql.contains("[Code] >= (CHAR(13) + CHAR(10))"))
          .anyMatch(sql -> sql.contains("[Code] >= ('a\\' + CHAR(10) + 'b')"))
          .anyMatch(sql -> sql.contains("[Code] >= ('it''s' + CHAR(31))"))
          .anyMatch(sql -> sql.contains("[Code] >= 'plain'"))
          .noneMatch(sql -> sql.chars().anyMatch(Character::isISOControl));
    }
  }

  /** The driver would ask for TOP 5 of the rows instead. */
  @Test
  void aLimitOfJdbcInANameIsRefusedAndInATextIsRead() throws Exception {
    LegacyCatalogue named =
        new TestSchemas()
            .table("Codes", "Code", "Code nvarchar(20)", "Text's int")
            .table("Narrow", "Code", "Code varchar(20)", "Text's int")
            .table("Other", "Id", "Id int")
            .build();
    try (TestSqlServer codes = TestSqlServer.of(named)) {
      for (String table : List.of("Codes", "Narrow")) {
        for (int i = 0; i < 20; i++) {
          codes.tables.insert(named.table(table), "{limit 5}" + (char) ('a' + i), i);
        }
      }
      codes.run(
          codes.extraction(folder.resolve("codes")).toBuilder().rowsPerPart(7).build(),
          event -> {});
      assertThat(rows(folder.resolve("codes"), "dbo.Codes")).hasSize(20);
      assertThat(rows(folder.resolve("codes"), "dbo.Narrow")).hasSize(20);
      assertThat(codes.sent()).noneMatch(sql -> sql.contains("TOP 5"));
    }
    LegacyCatalogue refused =
        new TestSchemas().table("dbo", "a{ LIMIT 3}b", List.of("Id"), "Id int").build();
    try (TestSqlServer codes = TestSqlServer.of(refused)) {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> codes.run(codes.extraction(folder.resolve("refused")), event -> {}))
          .hasMessageContaining("dbo.a{ LIMIT 3}b: the driver would take a part of the name");
    }
  }

  /** The server would make a question mark of U+FFFD, and order it elsewhere. */
  @Test
  void aTextThatTheDriverCannotDecodeIsCutByItsBytes() throws Exception {
    LegacyCatalogue narrow =
        new TestSchemas().table("Codes", "Code", "Code varchar(20)", "Text int").build();
    try (TestSqlServer codes = TestSqlServer.of(narrow)) {
      codes.answering(
          sql -> sql.startsWith("SELECT [Code] FROM") && sql.contains("TABLESAMPLE"),
          Answer.error(494, 16, "TABLESAMPLE"));
      codes.answering(
          sql -> sql.startsWith("SELECT [Code] FROM [dbo].[Codes] ORDER BY"),
          Answer.value("varchar(20)", new byte[] {'M', (byte) 0x9D}));
      codes.answering(
          sql -> sql.startsWith("SELECT [Code] FROM [dbo].[Codes] WHERE"),
          reply -> reply.columns(List.of(Column.of("", "varchar(20)"))));
      codes.answering(sql -> sql.contains("CAST(0x"), reply -> codeRows(reply));
      codes.counting(0);
      codes.run(
          codes.extraction(folder.resolve("codes")).toBuilder().rowsPerPart(1).build(),
          event -> {});
      assertThat(codes.sent())
          .anyMatch(sql -> sql.contains(" WHERE [Code] >= CAST(0x4d9d AS varchar(2))"))
          .anyMatch(sql -> sql.contains(" WHERE [Code] < CAST(0x4d9d AS varchar(2))"));
    }
  }

  private static void codeRows(Reply reply) throws IOException {
    reply.columns(List.of(Column.of("Code", "varchar(20)"), Column.of("Text", "int")));
  }

  @Test
  void aTextOfAnotherCollationIsReadInOnePiece() throws Exception {
    server.described.comparing("Name", "0");
    assertThat(Preflight.check(extraction("cut"), doing -> {}).tables())
        .filteredOn(each -> each.table().equals("dbo.Names"))
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.cut().whole())
                    .contains(
                        "the collation of its key's column Name is not the database's, so the"
                            + " source may compare literals in another order"));
    server.run(extraction("cut"), event -> {});
    assertThat(server.sent())
        .noneMatch(sql -> sql.contains("[Names]") && sql.contains("TABLESAMPLE"));
    assertThat(rows(folder.resolve("cut"), "dbo.Names")).hasSize(ChunkTest.ROWS);
  }

  @Test
  void keysAreShownInNoMessage() throws Exception {
    server.answering(
        sql -> sql.contains("[Name] >= ") && sql.contains("[Text]"),
        Answer.error(824, 17, "about 'secret row data'"));
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> server.run(extraction("cut"), event -> {}))
        .hasMessageContaining("dbo.Names: chunk ")
        .hasMessageContaining("[Name] >= ?")
        .hasMessageNotContaining("N'");
  }
}
