package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.chain.DumpMerge;
import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.extractor.pseudonym.PseudonymKey;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.value.RecordKey;
import com.happypancake.schemas.value.WallClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DeltaTest {

  private static final LocalDateTime START = LocalDateTime.parse("2014-03-01T12:00:00");

  @TempDir Path folder;

  private LegacyCatalogue catalogue;
  private TestDatabase database;
  private final Random random = new Random(11);
  private int clock;

  @BeforeEach
  void fill() throws Exception {
    catalogue =
        new TestSchemas()
            .table("Numbers", "Id", "Id int", "Text nvarchar(50) null", "RowVer rowversion")
            .table("Guids", "Id", "Id uniqueidentifier", "Count int", "RowVer rowversion")
            .appendOnly("Visits", "A B At", "At", "A int", "B int", "At datetime")
            .build();
    database = TestDatabase.of(catalogue);
    for (int i = 0; i < 200; i++) {
      database.insert(table("Numbers"), i, i % 7 == 0 ? null : "row " + i);
      database.insert(table("Guids"), new UUID(random.nextLong(), random.nextLong()), i);
      visit(i);
    }
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private LegacyTable table(String name) {
    return catalogue.table(name);
  }

  private void visit(int a) throws Exception {
    database.insert(table("Visits"), a, random.nextInt(), START.plusMinutes(clock++));
  }

  private void change() throws Exception {
    for (int i = 0; i < 20; i++) {
      database.execute(
          "UPDATE \"dbo\".\"Numbers\" SET \"Text\" = 'changed "
              + clock
              + "' WHERE \"Id\" = "
              + random.nextInt(300));
      database.execute("DELETE FROM \"dbo\".\"Numbers\" WHERE \"Id\" = " + random.nextInt(300));
      database.execute("DELETE FROM \"dbo\".\"Guids\" WHERE \"Count\" = " + random.nextInt(300));
      visit(i);
    }
    int first = 1_000 + clock * 10;
    for (int i = 0; i < 10; i++) {
      database.insert(table("Numbers"), first + i, "new");
      database.insert(table("Guids"), new UUID(random.nextLong(), random.nextLong()), first + i);
    }
  }

  private Extraction extraction(String name) {
    return Extractions.extraction(database, catalogue, folder.resolve(name));
  }

  private Manifest delta(String name, String base) throws Exception {
    return Extractions.run(
        extraction(name).toBuilder().since(Extractions.since(folder.resolve(base))).build());
  }

  private Map<String, ByteString> rows(String name, String table) throws Exception {
    Map<String, ByteString> rows = new TreeMap<>();
    for (DynamicMessage row : Extractions.rows(folder.resolve(name), "dbo." + table)) {
      byte[] bytes = row.toByteArray();
      String key = RecordKey.of(table(table)).of(bytes, 0, bytes.length);
      assertThat(rows.put(key, row.toByteString())).isNull();
    }
    return rows;
  }

  private void assertMerged(String merged, String full) throws Exception {
    for (LegacyTable table : catalogue.tables()) {
      assertThat(rows(merged, table.name())).as(table.name()).isEqualTo(rows(full, table.name()));
    }
  }

  private void merge(String out, String base, String... deltas) throws Exception {
    List<Dump> dumps = new ArrayList<>();
    for (String delta : deltas) {
      dumps.add(Dump.open(folder.resolve(delta)));
    }
    new DumpMerge(
            Dump.open(folder.resolve(base)),
            dumps,
            folder.resolve(out),
            Extractions.CLOCK,
            (path, done, total) -> {})
        .run();
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000_000, 30})
  void baseAndDeltasTogetherAreAFullDump(int rowsPerPart) throws Exception {
    Extractions.run(extraction("full").toBuilder().rowsPerPart(rowsPerPart).build());
    change();
    Manifest one =
        Extractions.run(
            extraction("one").toBuilder()
                .rowsPerPart(rowsPerPart)
                .since(Extractions.since(folder.resolve("full")))
                .build());
    assertThat(one.getKind()).isEqualTo(Kind.KIND_DELTA);
    assertThat(one.getDeletes()).isEqualTo(Deletes.DELETES_KEYS);
    assertThat(one.getPartsList()).anyMatch(part -> part.getRows() == Rows.ROWS_DELETED_KEYS);
    assertThat(one.getPartsList().stream().mapToLong(Part::getRecords).sum()).isBetween(50L, 140L);
    change();
    Extractions.run(
        extraction("two").toBuilder().since(Extractions.since(folder.resolve("one"))).build());
    Extractions.run(extraction("after"));
    merge("merged", "full", "one", "two");
    assertMerged("merged", "after");
  }

  @Test
  void whatIsDeletedAndInsertedAgainIsThere() throws Exception {
    Extractions.run(extraction("full"));
    database.execute("DELETE FROM \"dbo\".\"Numbers\" WHERE \"Id\" IN (3, 4)");
    delta("one", "full");
    database.insert(table("Numbers"), 3, "again");
    database.execute("DELETE FROM \"dbo\".\"Numbers\" WHERE \"Id\" = 5");
    Manifest two = delta("two", "one");
    assertThat(two.getPartsList())
        .filteredOn(part -> part.getRows() == Rows.ROWS_DELETED_KEYS)
        .extracting(Part::getRecords)
        .containsExactly(1L, 0L, 0L);
    merge("merged", "full", "one", "two");
    Extractions.run(extraction("after"));
    assertMerged("merged", "after");
  }

  @Test
  void nothingChangedIsNothing() throws Exception {
    Extractions.run(extraction("full"));
    assertThat(delta("one", "full").getPartsList()).extracting(Part::getRecords).containsOnly(0L);
    merge("merged", "full", "one");
    assertMerged("merged", "full");
  }

  @Test
  void aRowThatIsInsertedLateIsFoundWithinTheOverlap() throws Exception {
    Extractions.run(extraction("full"));
    database.insert(table("Visits"), -1, 1, START.plusMinutes(clock - 100));
    database.insert(table("Visits"), -2, 1, START.plusMinutes(clock - 150));
    Manifest two = delta("two", "full");
    assertThat(rows("two", "Visits")).hasSize(1);
    assertThat(two.getMarksList()).allMatch(mark -> mark.hasSourceRows());
    Delta wide = new Delta(folder.resolve("full"), java.util.Optional.empty(), Duration.ofHours(3));
    Extractions.run(extraction("wide").toBuilder().since(wide).build());
    assertThat(rows("wide", "Visits")).hasSize(2);
  }

  @Test
  void deletesCanBeLeftOut() throws Exception {
    Extractions.run(extraction("full"));
    change();
    Manifest manifest =
        Extractions.run(
            extraction("one").toBuilder()
                .since(Extractions.since(folder.resolve("full"), Deletes.DELETES_NONE))
                .build());
    assertThat(manifest.getDeletes()).isEqualTo(Deletes.DELETES_NONE);
    assertThat(manifest.getPartsList()).noneMatch(part -> part.getRows() == Rows.ROWS_DELETED_KEYS);
  }

  @Test
  void changeTrackingIsRefusedWhereThereIsNone() throws Exception {
    Extractions.run(extraction("full"));
    Extraction asked =
        extraction("one").toBuilder()
            .since(Extractions.since(folder.resolve("full"), Deletes.DELETES_CHANGE_TRACKING))
            .build();
    assertThatThrownBy(() -> Extractions.run(asked))
        .isInstanceOf(MismatchedDumpException.class)
        .hasMessageContaining("Change Tracking can't tell what was deleted from dbo.Numbers")
        .hasMessageContaining("--deletes keys");
  }

  @Test
  void aBaseOfSomethingElseIsRefused() throws Exception {
    Extractions.run(extraction("full"));
    try (TestDatabase other = TestDatabase.of(catalogue)) {
      Extraction elsewhere =
          Extractions.extraction(other, catalogue, folder.resolve("other")).toBuilder()
              .since(Extractions.since(folder.resolve("full")))
              .build();
      assertThatThrownBy(() -> Extractions.run(elsewhere))
          .isInstanceOf(MismatchedDumpException.class)
          .hasMessageContaining("can't be the base: its database is");
    }
    Extraction swedish =
        Extraction.builder(database.url(), Country.of("SE"), folder.resolve("se"))
            .catalogue(catalogue)
            .credentials(extraction("x").credentials().orElseThrow())
            .since(Extractions.since(folder.resolve("full")))
            .build();
    assertThatThrownBy(() -> Extractions.run(swedish))
        .isInstanceOf(MismatchedDumpException.class)
        .hasMessageContaining("its country is FI, and this extraction's is SE");
    Path file = folder.resolve("key");
    Files.write(file, new byte[32], java.nio.file.StandardOpenOption.CREATE_NEW);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Extraction pseudonymized =
        extraction("p").toBuilder()
            .since(Extractions.since(folder.resolve("full")))
            .pseudonymKey(PseudonymKey.read(file))
            .build();
    assertThatThrownBy(() -> Extractions.run(pseudonymized))
        .isInstanceOf(MismatchedDumpException.class)
        .hasMessageContaining("its pseudonym key is none, and this extraction's is ");
  }

  @Test
  void aTableThatTellsNoChangesIsRefusedByName() throws Exception {
    LegacyCatalogue plain =
        new TestSchemas().table("Plain", "Id", "Id int", "Text nvarchar(50) null").build();
    try (TestDatabase other = TestDatabase.of(plain)) {
      Extractions.run(Extractions.extraction(other, plain, folder.resolve("plain")));
      Extraction asked =
          Extractions.extraction(other, plain, folder.resolve("one")).toBuilder()
              .since(Extractions.since(folder.resolve("plain")))
              .build();
      assertThatThrownBy(() -> Extractions.run(asked))
          .isInstanceOf(MismatchedDumpException.class)
          .hasMessageContaining("no delta of dbo.Plain can be extracted")
          .hasMessageContaining("no rowversion");
    }
  }

  @Test
  void aChainWhoseFullDumpIsElsewhereIsRefusedByItsDigest() throws Exception {
    Manifest full = Extractions.run(extraction("full"));
    delta("one", "full");
    Files.createDirectory(folder.resolve("away"));
    Files.move(folder.resolve("full"), folder.resolve("away/full"));
    assertThatThrownBy(() -> delta("two", "one"))
        .isInstanceOf(MismatchedDumpException.class)
        .hasMessageContaining(full.getContentDigest());
    assertThat(folder.resolve("two/Numbers")).doesNotExist();
  }

  @Test
  void damageIsToldWithTheDumpOfTheChainThatHasIt() throws Exception {
    Manifest full = Extractions.run(extraction("full"));
    delta("one", "full");
    Path part = folder.resolve("full").resolve(full.getParts(0).getPath());
    byte[] bytes = Files.readAllBytes(part);
    bytes[bytes.length / 2] ^= 4;
    Files.write(part, bytes);
    assertThatThrownBy(() -> delta("two", "one"))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageStartingWith(part + ": ");
  }

  @Test
  void aGivenHighWaterMarkBoundsTheDelta() throws Exception {
    Extractions.run(extraction("full"));
    database.insert(table("Numbers"), 5_000, "before");
    Manifest between = Extractions.run(extraction("between"));
    database.insert(table("Numbers"), 5_001, "after");
    ByteString mark = between.getMarks(0).getRowversion();
    Manifest one =
        Extractions.run(
            extraction("one").toBuilder()
                .since(Extractions.since(folder.resolve("full")))
                .highWater(mark)
                .build());
    assertThat(rows("one", "Numbers")).containsOnlyKeys("5000");
    assertThat(one.getMarks(0).getRowversion()).isEqualTo(mark);
    // Its rows are not all that the source counts: the newest is left to the next delta.
    assertThat(one.getMarks(0).hasSourceRows()).isFalse();
  }

  @Test
  void aDeltaThatStopsGoesOnWithTheKeysThatItHasFound() throws Exception {
    Extractions.run(extraction("full"));
    change();
    Extraction delta =
        extraction("one").toBuilder().since(Extractions.since(folder.resolve("full"))).build();
    Listening stopping =
        new Listening() {
          @Override
          void tableFinished(LegacyTable table, long rows, OptionalLong counted) {
            Thread.currentThread().interrupt();
          }
        };
    assertThatThrownBy(() -> Extractor.run(delta, stopping, Extractions.CLOCK))
        .isInstanceOf(InterruptedException.class);
    Manifest one = Extractions.run(delta.toBuilder().resume(true).build());
    assertThat(one.getPartsList())
        .filteredOn(p -> p.getRows() == Rows.ROWS_DELETED_KEYS)
        .hasSize(3);
    Extractions.run(extraction("after"));
    merge("merged", "full", "one");
    assertMerged("merged", "after");
  }

  @Test
  void aTimeAheadOfTheClockHidesNothing() throws Exception {
    database.insert(table("Visits"), 7, 7, LocalDateTime.parse("2099-01-01T00:00:00"));
    Manifest full = Extractions.run(extraction("full"));
    assertThat(full.getMarks(2).getTimeTicks())
        .isLessThanOrEqualTo(WallClock.toTicks(LocalDateTime.now(ZoneOffset.UTC)));
    database.insert(table("Visits"), 8, 8, LocalDateTime.parse("2098-01-01T00:00:00"));
    delta("one", "full");
    assertThat(rows("one", "Visits")).hasSize(1);
  }

  @Test
  void aTableWhoseRowsAllHaveNeverAsTheirTimeIsReadWhole() throws Exception {
    database.execute("DELETE FROM \"dbo\".\"Visits\"");
    LocalDateTime never = LocalDateTime.parse("1753-01-01T00:00:00");
    database.insert(table("Visits"), 1, 1, never);
    Extractions.run(extraction("full"));
    database.insert(table("Visits"), 2, 2, never);
    delta("one", "full");
    assertThat(rows("one", "Visits")).containsOnlyKeys("2,2,1753-01-01T00:00:00.0000000");
  }
}
