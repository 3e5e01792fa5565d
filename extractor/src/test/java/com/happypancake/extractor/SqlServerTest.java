package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.database.SourceException;
import com.happypancake.extractor.ReadOptions.PacingOptions;
import com.happypancake.extractor.tds.Column;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The SQL Server dialect, with the real driver, on a server that can lack whatever a server may
 * lack.
 */
class SqlServerTest {

  private static final LegacyCatalogue WORKSHOP = Extractions.workshop();
  private static final LegacyTable SPECIMENS = WORKSHOP.table("Specimens");
  private static final Instant UTC = Instant.parse("2026-02-01T10:00:00.123Z");

  @TempDir Path folder;
  private TestSqlServer server;
  private final Listening listener = new Listening();

  @BeforeEach
  void fill() throws Exception {
    server = TestSqlServer.of(WORKSHOP);
    for (Object[] row : Specimens.ALL) {
      server.tables.insert(SPECIMENS, row);
    }
  }

  @AfterEach
  void drop() throws Exception {
    server.close();
  }

  private Manifest run() throws Exception {
    return server.run(server.extraction(folder.resolve("dump")), listener);
  }

  @Test
  void everythingThatTheServerTellsStandsInTheManifest() throws Exception {
    Manifest manifest = run();
    assertThat(listener.notes).isEmpty();
    assertThat(manifest.getConsistency()).isEqualTo(Consistency.CONSISTENCY_SNAPSHOT);
    assertThat(manifest.getSource().getServer()).isEqualTo("DB1");
    assertThat(manifest.getSource().getDatabase()).isEqualTo("HappyPancake");
    assertThat(manifest.getSource().getRecoveryFork())
        .isEqualTo("0a0b0c0d-0000-0000-0000-000000000001");
    assertThat(manifest.getSourceTime().getSeconds()).isEqualTo(UTC.getEpochSecond());
    assertThat(manifest.getMarks(0).getRowversion().byteAt(7)).isEqualTo((byte) 0xD1);
    assertThat(manifest.getMarks(0).getChangeTrackingVersion()).isEqualTo(42);
    assertThat(manifest.getMarks(0).hasTimeTicks()).isTrue();
    assertThat(manifest.getMarks(1).hasRowversion()).isFalse();
    SpecimenAssertions.assertAll(rows(folder.resolve("dump"), "dbo.Specimens"));
  }

  @Test
  void marksAndClockAreReadBeforeTheSnapshotAndTheFirstRow() throws Exception {
    run();
    List<String> sent = server.sent();
    int snapshot = indexOf(sent, "isolation level  snapshot");
    assertThat(snapshot).isPositive();
    assertThat(sent.subList(0, snapshot))
        .contains(
            "SELECT SYSUTCDATETIME()",
            "SELECT MIN_ACTIVE_ROWVERSION()",
            "SELECT CHANGE_TRACKING_CURRENT_VERSION()");
    assertThat(sent.subList(snapshot + 1, sent.size()))
        .allSatisfy(sql -> assertThat(sql).doesNotContain("sys.", "()"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET LOCK_TIMEOUT",
        "c.is_computed",
        "k.is_descending_key",
        "'SELECT', c.name, 'COLUMN'",
        "sys.databases",
        "isolation level",
        "TOP (1)",
        "1 = 0 OPTION (MAXDOP 1)",
        "COUNT_BIG(*)",
        "COUNT",
        "@@SERVERNAME",
        "recovery_status",
        "SYSUTCDATETIME",
        "UTC",
        "sys.partitions",
        "MIN_ACTIVE_ROWVERSION",
        "CHANGE_TRACKING_CURRENT_VERSION",
        "CHANGE_TRACKING_MIN_VALID_VERSION"
      })
  void whateverIsRefusedTheRowsAreRead(String lacking) throws Exception {
    server.refusing(sql -> sql.contains(lacking), false);
    run();
    SpecimenAssertions.assertAll(rows(folder.resolve("dump"), "dbo.Specimens"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET LOCK_TIMEOUT",
        "c.is_computed",
        "k.is_descending_key",
        "'SELECT', c.name, 'COLUMN'",
        "sys.databases",
        "isolation level",
        "TOP (1)",
        "1 = 0 OPTION (MAXDOP 1)",
        "COUNT_BIG(*)",
        "@@SERVERNAME",
        "recovery_status",
        "UTC",
        "sys.partitions",
        "MIN_ACTIVE_ROWVERSION",
        "CHANGE_TRACKING"
      })
  void whateverBreaksTheConnectionTheRowsAreRead(String breaking) throws Exception {
    server.refusing(sql -> sql.contains(breaking), true);
    run();
    assertThat(server.server.logins()).isGreaterThan(1);
    SpecimenAssertions.assertAll(rows(folder.resolve("dump"), "dbo.Specimens"));
  }

  private static int indexOf(List<String> sent, String part) {
    return sent.indexOf(sent.stream().filter(sql -> sql.contains(part)).findFirst().orElseThrow());
  }

  private static boolean isPlain(String sql) {
    return sql.matches("SELECT \\[.*\\] FROM \\S+\\.\\[[^*]*")
        && !sql.contains("OPTION")
        && !sql.contains("WHERE")
        && !sql.contains("COUNT");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void plainSelectsAreAllThatIsNeeded(boolean breaksConnection) throws Exception {
    server.refusing(sql -> !isPlain(sql), breaksConnection);
    Manifest manifest = run();
    SpecimenAssertions.assertAll(rows(folder.resolve("dump"), "dbo.Specimens"));
    assertThat(manifest.getConsistency()).isEqualTo(Consistency.CONSISTENCY_READ_COMMITTED);
    assertThat(manifest.hasSourceTime()).isFalse();
    assertThat(manifest.getSource().getServer()).startsWith("127.0.0.1:");
    assertThat(manifest.getMarks(0).hasRowversion()).isFalse();
    assertThat(listener.notes)
        .anySatisfy(note -> assertThat(note).startsWith("read-committed, because"))
        .anySatisfy(note -> assertThat(note).contains("MAXDOP"))
        .anySatisfy(note -> assertThat(note).contains("no delta can start here"))
        .anySatisfy(note -> assertThat(note).contains("LOCK_TIMEOUT"))
        .anySatisfy(note -> assertThat(note).contains("the manifest has none"));
  }

  @Test
  void aServerWithoutUtcIsTakenToRunInTheCountrysZone() throws Exception {
    server.refusing(sql -> sql.contains("UTC"), false);
    Manifest manifest = run();
    assertThat(manifest.getSourceTime().getSeconds()).isEqualTo(UTC.getEpochSecond());
    assertThat(listener.notes).singleElement().asString().contains("Europe/Helsinki");
  }

  @Test
  void anotherCountInTheSameSnapshotIsAnError() {
    server.counting(5);
    assertThatThrownBy(this::run)
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("dbo.Specimens: 4 rows were read, and the source counts 5");
  }

  @Test
  void anotherCountUnderReadCommittedIsNoted() throws Exception {
    server.refusing(sql -> sql.contains("sys.databases"), false).counting(5);
    run();
    assertThat(listener.notes)
        .anySatisfy(note -> assertThat(note).contains("4 rows were read, and the source counts 5"));
  }

  @Test
  void aFailedReadTellsTableNumberAndSqlAndNothingThatTheServerSaid() {
    server.refusing(sql -> sql.contains("ORDER BY"), false);
    assertThatThrownBy(this::run)
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.QUERY))
        .hasMessageContaining("dbo.Specimens")
        .hasMessageContaining("error 102, SQLState S0001: not understood")
        .hasMessageContaining("SELECT [SpecimenId], [Slot]")
        .hasMessageNotContaining("secret row data")
        .hasMessageNotContaining("sesame")
        .hasStackTraceContaining("Incorrect syntax near …")
        .satisfies(e -> assertThat(e.getCause().getMessage()).doesNotContain("secret row data"));
  }

  @Test
  void aBrokenConnectionIsToldApart() {
    server.refusing(sql -> sql.contains("ORDER BY"), true);
    assertThatThrownBy(this::run)
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.LOST))
        .hasMessageContaining(", database HappyPancake no longer answers");
  }

  @Test
  void aFolderThatCannotBeMadeIsTheDisksError() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> server.run(server.extraction(file.resolve("dump")), listener))
        .isInstanceOf(IOException.class);
  }

  @Test
  @Timeout(60)
  void aServerThatDoesNotKnowTheHealthQueryIsReadAllTheSame() throws Exception {
    server.refusing(sql -> sql.equals("SELECT 1"), false);
    // Each row waits for the rate, so that many looks fall into the run.
    PacingOptions pacing =
        new PacingOptions(
            OptionalLong.of(1),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.of(Duration.ofMillis(20)));
    Extraction slow =
        server.extraction(folder.resolve("dump")).toBuilder().tables(List.of("Specimens")).build();
    server.run(slow.toBuilder().pacing(pacing).build(), event -> {});
    assertThat(server.sent()).filteredOn("SELECT 1"::equals).hasSizeGreaterThan(4);
    SpecimenAssertions.assertAll(rows(folder.resolve("dump"), "dbo.Specimens"));
  }

  @Test
  @Timeout(60)
  void whileMostRequestsWaitReadingPausesAndGoesOnByItself() throws Exception {
    AtomicReference<String> paused = new AtomicReference<>("");
    AtomicBoolean resumed = new AtomicBoolean();
    server.answering(
        sql -> sql.contains("r.wait_time"),
        reply ->
            reply
                .columns(List.of(Column.of("", "int"), Column.of("", "int")))
                .row(10, paused.get().isEmpty() ? 8 : 3));
    PacingOptions pacing =
        new PacingOptions(
            OptionalLong.of(1),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.of(Duration.ofMillis(20)));
    Extraction slow =
        server.extraction(folder.resolve("dump")).toBuilder().tables(List.of("Specimens")).build();
    server.run(
        slow.toBuilder().pacing(pacing).build(),
        new Listening() {
          @Override
          void paused(String why) {
            paused.set(why);
          }

          @Override
          void resumed() {
            resumed.set(true);
          }
        });
    assertThat(paused.get())
        .contains("80 % of the server's other requests have been waiting for a second or more");
    assertThat(resumed).isTrue();
    SpecimenAssertions.assertAll(rows(folder.resolve("dump"), "dbo.Specimens"));
  }
}
