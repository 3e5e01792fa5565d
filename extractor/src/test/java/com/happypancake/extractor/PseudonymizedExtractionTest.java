package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.rows;
import static com.happypancake.extractor.Extractions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.dumps.chain.DumpMerge;
import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.extractor.check.Preflight;
import com.happypancake.extractor.pseudonym.PseudonymKey;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PseudonymizedExtractionTest {

  private static final LegacyCatalogue HPC = LegacyCatalogue.hpc();
  private static final LocalDateTime AT = LocalDateTime.parse("2012-01-01T00:00:00");
  private static final int MEMBERS = 60;

  @TempDir Path folder;

  private PseudonymKey key;

  @BeforeEach
  void makeAKey() throws Exception {
    key = key("key", (byte) 7);
  }

  private PseudonymKey key(String name, byte first) throws Exception {
    Path file = folder.resolve(name);
    byte[] bytes = new byte[32];
    bytes[0] = first;
    Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return PseudonymKey.read(file);
  }

  private static UUID guid(int i) {
    return UUID.fromString("00112233-4455-4677-8899-aabbcc" + String.format("%06x", i));
  }

  private static void fill(TestDatabase database) throws Exception {
    for (int i = 0; i < MEMBERS; i++) {
      database.insert(
          HPC.table("Members"),
          i,
          guid(i),
          "Pannukakku" + i,
          "mansikka" + i + "@hillosoppi.example",
          new byte[] {1, 2, 3, (byte) i},
          new byte[] {4, 5, 6, (byte) i},
          1,
          LocalDate.parse("1980-06-01").plusDays(i),
          1,
          "Kesämökki " + i,
          null,
          170,
          1,
          18,
          99,
          new java.math.BigDecimal("12.50"),
          true,
          AT,
          "10.98.76." + i,
          AT,
          null,
          null,
          null);
      database.insert(
          HPC.table("AbuseReports"), guid(1_000 + i), i, 1, 1, "Törkyturpa " + i, AT, null, null);
    }
  }

  private Extraction extraction(TestDatabase database, String name) {
    return Extractions.extraction(database, HPC, folder.resolve(name)).toBuilder()
        .tables(List.of("Members", "AbuseReports"))
        .rowsPerPart(20)
        .pseudonymKey(key)
        .build();
  }

  /** All that a file holds, and what its gzip holds. */
  private static String content(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String plain = new String(bytes, StandardCharsets.ISO_8859_1);
    if (file.toString().endsWith(".gz") && bytes.length > 28) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        plain += new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      }
    }
    return plain.toLowerCase(java.util.Locale.ROOT);
  }

  private void assertNoOriginals(Path dump) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(dump)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    assertThat(files).isNotEmpty();
    byte[] guid = com.happypancake.schemas.value.Guids.toBytes(guid(1_001));
    for (Path file : files) {
      assertThat(content(file))
          .as(file.toString())
          .doesNotContain("pannukakku", "mansikka", "hillosoppi", "kes\u00c3\u00a4m", "rkyturpa")
          .doesNotContain("10.98.76.", "00112233-4455")
          .doesNotContain(new String(guid, 0, 13, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void nothingOnDiskHoldsAnOriginalWhileItRunsOrAfterwards() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      fill(database);
      AtomicReference<Throwable> found = new AtomicReference<>();
      Listening looking =
          new Listening() {
            @Override
            void partFinished(com.happypancake.schemas.catalogue.LegacyTable table, Part part) {
              try {
                assertNoOriginals(folder.resolve("dump"));
              } catch (IOException | AssertionError e) {
                found.compareAndSet(null, e);
              }
            }
          };
      Manifest manifest = Extractor.run(extraction(database, "dump"), looking, Extractions.CLOCK);
      assertThat(found.get()).isNull();
      assertNoOriginals(folder.resolve("dump"));
      assertThat(manifest.getPseudonymKeyFingerprint()).isEqualTo(key.fingerprint());
      assertThat(manifest.getPseudonymMappingVersion()).isEqualTo(Pseudonyms.MAPPING_VERSION);
      // A key that is personal cuts no chunk, since boundaries are kept in the state.
      assertThat(manifest.getPartsList()).hasSize(6);
    }
    List<DynamicMessage> members = rows(folder.resolve("dump"), "dbo.Members");
    assertThat(members).extracting(row -> value(row, "member_id")).containsSequence(0, 1, 2);
    assertThat(distinct(members, "nickname")).hasSize(MEMBERS);
    assertThat(distinct(members, "email")).hasSize(MEMBERS);
    assertThat(distinct(members, "member_guid")).hasSize(MEMBERS);
    assertThat(members)
        .allSatisfy(
            row -> {
              assertThat(value(row, "balance")).isEqualTo(125_000L);
              assertThat(Extractions.has(row, "presentation")).isFalse();
              assertThat(LocalDate.ofEpochDay((Integer) value(row, "birthday")).getYear())
                  .isEqualTo(1980);
            });
  }

  private static Set<Object> distinct(List<DynamicMessage> rows, String field) {
    return rows.stream().map(row -> value(row, field)).collect(Collectors.toSet());
  }

  @Test
  void deltasOfPseudonymsMergeWithTheirBase() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      fill(database);
      Extractions.run(extraction(database, "full"));
      database.execute(
          "UPDATE \"dbo\".\"Members\" SET \"Email\" = 'mansikka' || \"MemberId\" || '@y.example'"
              + " WHERE \"MemberId\" < 5");
      database.execute("DELETE FROM \"dbo\".\"AbuseReports\" WHERE \"ReporterId\" IN (7, 8)");
      Manifest delta =
          Extractions.run(
              extraction(database, "delta").toBuilder()
                  .since(Extractions.since(folder.resolve("full")))
                  .build());
      assertThat(delta.getPartsList())
          .filteredOn(part -> part.getRows() == Rows.ROWS_DELETED_KEYS)
          .extracting(Part::getRecords)
          .containsExactlyInAnyOrder(0L, 2L);
      assertNoOriginals(folder.resolve("delta"));
      new DumpMerge(
              Dump.open(folder.resolve("full")),
              List.of(Dump.open(folder.resolve("delta"))),
              folder.resolve("merged"),
              Extractions.CLOCK,
              (path, done, total) -> {})
          .run();
      Extractions.run(extraction(database, "after"));
    }
    for (String table : List.of("dbo.Members", "dbo.AbuseReports")) {
      assertThat(bytes("merged", table)).containsExactlyInAnyOrderElementsOf(bytes("after", table));
    }
  }

  @Test
  void aBaseWhosePseudonymsAreOfAnotherMappingIsRefused() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      fill(database);
      Manifest full = Extractions.run(extraction(database, "full"));
      DumpChain base = DumpChain.endingWith(folder.resolve("full"));
      assertThatCode(() -> base.refuseOther(full)).doesNotThrowAnyException();
      Manifest other = full.toBuilder().setPseudonymMappingVersion(2).build();
      assertThatThrownBy(() -> base.refuseOther(other))
          .isInstanceOf(MismatchedDumpException.class)
          .hasMessage(
              folder.resolve("full")
                  + ": can't be the base: its pseudonym mapping's version is 1, and this"
                  + " extraction's is 2; extract a full dump, or give the right base");
    }
  }

  private List<ByteString> bytes(String name, String table) throws IOException {
    List<ByteString> bytes = new ArrayList<>();
    rows(folder.resolve(name), table).forEach(row -> bytes.add(row.toByteString()));
    return bytes;
  }

  @Test
  void aTimeColumnThatIsMarkedAsPersonalIsRefusedBeforeAnythingIsWritten() throws Exception {
    LegacyCatalogue marked =
        new TestSchemas().appendOnly("Visits", "Id", "At", "Id int", "At date birthday").build();
    try (TestDatabase database = TestDatabase.of(marked)) {
      Extraction one =
          Extractions.extraction(database, marked, folder.resolve("marked")).toBuilder()
              .pseudonymKey(key)
              .build();
      assertThat(Preflight.check(one, doing -> {}).refusal().orElseThrow().text())
          .contains("column At is marked as personal, and is the time column");
      assertThatThrownBy(() -> Extractions.run(one))
          .isInstanceOf(SchemaException.class)
          .hasMessageContaining("column At is marked as personal, and is the time column");
      assertThat(folder.resolve("marked")).doesNotExist();
    }
  }
}
