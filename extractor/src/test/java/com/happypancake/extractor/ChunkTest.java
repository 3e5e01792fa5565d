package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.extraction;
import static com.happypancake.extractor.Extractions.rows;
import static com.happypancake.extractor.Extractions.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ChunkTest {

  static final int ROWS = 500;

  @TempDir Path folder;

  static LegacyCatalogue everyKey() throws Exception {
    return new TestSchemas()
        .table("Numbers", "Id", "Id int", "Text nvarchar(50)")
        .table("Pairs", "A B At", "A int", "B bigint", "At datetime2(7)", "Text nvarchar(50)")
        .table("Guids", "Id", "Id uniqueidentifier", "Text nvarchar(50)")
        .table("Names", "Name", "Name nvarchar(60)", "Text nvarchar(50)")
        .table("Binaries", "Id", "Id varbinary(16)", "Text nvarchar(50)")
        .table("Moments", "At", "At datetimeoffset(7)", "Text nvarchar(50)")
        .table("Prices", "Amount", "Amount money", "Text nvarchar(50)")
        .table("Keyless", "", "Number int", "Text nvarchar(50)")
        .build();
  }

  static void fill(TestDatabase database, LegacyCatalogue catalogue) throws Exception {
    Random random = new Random(7);
    LocalDateTime start = LocalDateTime.parse("2014-03-30T02:59:59.9999990");
    for (int i = 0; i < ROWS; i++) {
      String text = "row " + i;
      // Far apart and close together: ranges of equal width would be of very unequal size.
      int skewed = i < ROWS / 2 ? i : i * 1_000_003;
      database.insert(catalogue.table("Numbers"), skewed, text);
      database.insert(catalogue.table("Pairs"), i % 3, i / 100L, start.plusNanos(100L * i), text);
      database.insert(
          catalogue.table("Guids"), new UUID(random.nextLong(), random.nextLong()), text);
      database.insert(catalogue.table("Names"), name(i), text);
      database.insert(catalogue.table("Binaries"), new byte[] {(byte) i, (byte) (i >> 8)}, text);
      database.insert(
          catalogue.table("Moments"),
          start.plusNanos(100L * i).atOffset(java.time.ZoneOffset.ofHours(i % 5)),
          text);
      database.insert(
          catalogue.table("Prices"), new java.math.BigDecimal(i - 250).movePointLeft(4), text);
      database.insert(catalogue.table("Keyless"), i, text);
    }
  }

  /** Quotes, case, surrogate pairs and single surrogates, blanks. */
  private static String name(int i) {
    return switch (i % 6) {
      case 0 -> "o'" + i;
      case 1 -> "Å" + i;
      case 2 -> "\uD83E\uDD5E" + i;
      case 3 -> "x\uD800" + i;
      case 4 -> " ]" + i + "]";
      default -> "o\"" + i;
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void chunksHoldEachRowOnceWhateverTheKeyAndTheConnections(int connections) throws Exception {
    LegacyCatalogue catalogue = everyKey();
    try (TestDatabase database = TestDatabase.of(catalogue)) {
      fill(database, catalogue);
      Extraction whole = extraction(database, catalogue, folder.resolve("whole"));
      Extractions.run(whole);
      Extraction cut =
          extraction(database, catalogue, folder.resolve("cut")).toBuilder()
              .rowsPerPart(37)
              .build();
      Manifest manifest =
          Extractions.run(
              cut.toBuilder()
                  .connections(connections)
                  .consistency(Consistency.CONSISTENCY_READ_COMMITTED)
                  .build());
      for (LegacyTable table : catalogue.tables()) {
        assertThat(rows(folder.resolve("cut"), table.qualifiedName()))
            .extracting(DynamicMessage::toByteString)
            .as(table.name())
            .isEqualTo(
                rows(folder.resolve("whole"), table.qualifiedName()).stream()
                    .map(DynamicMessage::toByteString)
                    .toList());
        assertThat(manifest.getPartsList())
            .filteredOn(part -> part.getTable().equals(table.qualifiedName()))
            .as(table.name())
            .hasSize((ROWS + 36) / 37);
      }
    }
  }

  @Test
  void orderAndBytesOfPartsDoNotDependOnTheNumberOfConnections() throws Exception {
    LegacyCatalogue catalogue = everyKey();
    try (TestDatabase database = TestDatabase.of(catalogue)) {
      fill(database, catalogue);
      List<List<Part>> parts = new ArrayList<>();
      for (int connections : new int[] {1, 2, 4}) {
        Extraction cut =
            extraction(database, catalogue, folder.resolve("dump" + connections)).toBuilder()
                .rowsPerPart(41)
                .connections(connections)
                .consistency(Consistency.CONSISTENCY_READ_COMMITTED)
                .build();
        parts.add(Extractions.run(cut).getPartsList());
      }
      assertThat(parts.get(1)).isEqualTo(parts.get(0));
      assertThat(parts.get(2)).isEqualTo(parts.get(0));
    }
  }

  @Test
  void aSnapshotTransactionIsReadOnOneConnection() throws Exception {
    LegacyCatalogue catalogue = everyKey();
    try (TestDatabase database = TestDatabase.of(catalogue)) {
      fill(database, catalogue);
      Listening listener = new Listening();
      Manifest manifest =
          Extractor.run(
              extraction(database, catalogue, folder.resolve("dump")).toBuilder()
                  .rowsPerPart(50)
                  .connections(4)
                  .build(),
              listener,
              Extractions.CLOCK);
      assertThat(manifest.getConsistency()).isEqualTo(Consistency.CONSISTENCY_SNAPSHOT);
      assertThat(listener.notes)
          .contains("one connection instead of 4, since no two can share a snapshot transaction");
    }
  }

  @Test
  void nullsAndEqualKeysAreCutRight() throws Exception {
    LegacyCatalogue catalogue =
        new TestSchemas()
            .table("Loose", "A B", "A int null", "B nvarchar(10) null", "Number int")
            .build();
    try (TestDatabase database = TestDatabase.empty()) {
      database.execute("CREATE SCHEMA \"dbo\"");
      database.execute(
          "CREATE TABLE \"dbo\".\"Loose\" (\"A\" int, \"B\" nvarchar(10), \"Number\" int NOT"
              + " NULL)");
      for (int i = 0; i < 300; i++) {
        database.insert(
            catalogue.table("Loose"),
            i % 7 == 0 ? null : i % 5,
            i % 3 == 0 ? null : "b" + i % 4,
            i);
      }
      Manifest manifest =
          Extractions.run(
              extraction(database, catalogue, folder.resolve("dump")).toBuilder()
                  .rowsPerPart(20)
                  .build());
      assertThat(manifest.getPartsCount()).isGreaterThan(5);
      assertThat(rows(folder.resolve("dump"), "dbo.Loose"))
          .extracting(row -> value(row, "number"))
          .doesNotHaveDuplicates()
          .hasSize(300);
    }
  }

  @Test
  void aTableWithoutAKeyIsOneChunkOfSeveralParts() throws Exception {
    LegacyCatalogue catalogue = everyKey();
    try (TestDatabase database = TestDatabase.of(catalogue)) {
      fill(database, catalogue);
      Manifest manifest =
          Extractions.run(
              extraction(database, catalogue, folder.resolve("dump")).toBuilder()
                  .tables(List.of("Keyless"))
                  .rowsPerPart(200)
                  .build());
      assertThat(manifest.getPartsList())
          .extracting(Part::getRecords)
          .containsExactly(200L, 200L, 100L);
    }
    List<DynamicMessage> rows = rows(folder.resolve("dump"), "dbo.Keyless");
    assertThat(rows).hasSize(ROWS);
  }
}
