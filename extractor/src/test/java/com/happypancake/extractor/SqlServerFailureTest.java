package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.Credentials;
import com.happypancake.database.SourceException;
import com.happypancake.database.SourceException.Kind;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import com.happypancake.extractor.tds.Reply;
import com.happypancake.extractor.tds.TdsServer;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server does amid an extraction, as the real driver tells of it. */
@Timeout(120)
class SqlServerFailureTest {

  private static final LegacyCatalogue HPC = LegacyCatalogue.hpc();

  /** So long that neither side can hold it back in its buffers. */
  private static final int MANY_ROWS = 200_000;

  private static final List<Column> VISIT =
      List.of(
          new Column("VisitorId", "int", false, false),
          new Column("VisitedId", "int", false, false),
          new Column("VisitedAt", "datetime", false, false));

  @TempDir Path folder;
  private TestSqlServer server;
  private final Listening listener = new Listening();

  @BeforeEach
  void start() throws Exception {
    server = TestSqlServer.of(HPC);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Extraction visits() {
    return server.extraction(folder.resolve("dump")).toBuilder()
        .tables(List.of("ProfileVisits"))
        .build();
  }

  private static Extraction hurried(Extraction one) {
    return one.toBuilder()
        .connection(
            new ConnectionSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                4_096))
        .build();
  }

  private static boolean readsVisits(String sql) {
    return sql.contains("ORDER BY [VisitorId]");
  }

  private static Reply visits(Reply reply, int count) throws IOException {
    reply.columns(VISIT);
    LocalDateTime time = LocalDateTime.parse("2014-03-01T12:00:00");
    for (int i = 1; i <= count; i++) {
      reply.row(i, i + 1, time);
    }
    return reply;
  }

  private void assertFails(Extraction extraction, Kind kind, String... said) {
    assertThatThrownBy(() -> server.run(extraction, listener))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
        .message()
        .contains(said)
        .doesNotContain("secret", TdsServer.PASSWORD, TdsServer.USER + "'");
  }

  private void assertNothingIsFinished() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".pb.gz") || name.equals("manifest.json"));
    }
  }

  @Test
  void aWrongPasswordIsALoginErrorAndIsTriedOnce() {
    assertFails(
        visits().toBuilder().credentials(new Credentials(TdsServer.USER, "hunter2")).build(),
        Kind.LOGIN,
        "error 18456",
        "user and password");
    assertThat(server.server.logins()).isEqualTo(1);
    assertThat(folder.resolve("dump")).doesNotExist();
  }

  @Test
  void anUnknownDatabaseIsALoginErrorThatNamesTheProperty() {
    Extraction extraction =
        Extraction.builder(server.server.url("Nowhere"), Country.of("FI"), folder.resolve("dump"))
            .credentials(new Credentials(TdsServer.USER, TdsServer.PASSWORD))
            .build();
    assertFails(extraction, Kind.LOGIN, "database Nowhere", "error 4060", "databaseName");
  }

  @Test
  void aServerWithoutEncryptionIsRefusedUnlessTheUrlAllowsIt() {
    Extraction extraction =
        Extraction.builder(
                server.server.url().replace("encrypt=false", "encrypt=true"),
                Country.of("FI"),
                folder.resolve("dump"))
            .credentials(new Credentials(TdsServer.USER, TdsServer.PASSWORD))
            .build();
    assertFails(extraction, Kind.UNREACHABLE, "encrypt=false");
    assertThat(server.server.logins()).isZero();
  }

  @Test
  void missingTablesAndColumnsAreAllNamed() throws Exception {
    server.tables.execute("DROP TABLE \"dbo\".\"Flirts\"");
    server.tables.execute("ALTER TABLE \"dbo\".\"Cities\" DROP COLUMN \"Region\"");
    server.tables.execute("ALTER TABLE \"dbo\".\"Cities\" ADD COLUMN \"Mayor\" nvarchar(50)");
    server.backend.declare("dbo.Members", Column.of("HeightCm", "time(3)"));
    server.backend.declare("dbo.Members", Column.of("Balance", "decimal(19, 6)"));
    server.backend.declare("dbo.Blocks", Column.of("BlockId", "bigint"));
    assertFails(
        server.extraction(folder.resolve("dump")),
        Kind.MISMATCH,
        "dbo.Flirts: there is no such table",
        "dbo.Cities: column Region nvarchar(100) is missing",
        "dbo.Cities: column Mayor nvarchar is not in the schema",
        "dbo.Members: column HeightCm is time with 3 decimals; expected smallint",
        "dbo.Members: column Balance is decimal with 6 decimals; expected money",
        "dbo.Blocks: column BlockId is bigint; expected int");
    assertThat(folder.resolve("dump")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17, MANY_ROWS})
  void aConnectionCutAmidTheRowsIsLost(int rows) throws Exception {
    server.answering(SqlServerFailureTest::readsVisits, reply -> visits(reply, rows).cut());
    assertFails(visits(), Kind.LOST, "dbo.ProfileVisits", "no longer answers", "run it again");
    assertNothingIsFinished();
  }

  @Test
  void aServerThatFallsSilentAmidTheRowsIsLost() throws Exception {
    server.answering(SqlServerFailureTest::readsVisits, reply -> visits(reply, 10_000).stall());
    assertFails(hurried(visits()), Kind.LOST, "dbo.ProfileVisits", "run it again");
    assertNothingIsFinished();
  }

  @Test
  void aQueryWithoutAFirstRowTimesOut() throws Exception {
    server.answering(SqlServerFailureTest::readsVisits, Reply::stall);
    assertFails(hurried(visits()), Kind.QUERY, "dbo.ProfileVisits", "timed out");
    assertNothingIsFinished();
  }

  @Test
  void rowsMayTakeLongerThanTheQuerysTimeout() throws Exception {
    server.answering(
        SqlServerFailureTest::readsVisits,
        reply -> {
          reply.columns(VISIT);
          LocalDateTime time = LocalDateTime.parse("2014-03-01T12:00:00");
          long end = System.nanoTime() + Duration.ofMillis(2500).toNanos();
          int rows = 0;
          while (System.nanoTime() < end) {
            reply.row(++rows, 2, time);
          }
        });
    server.answering(sql -> sql.contains("COUNT"), Answer.error(195, 15, "no such function"));
    server.run(hurried(visits()), listener);
    assertThat(server.server.attentions()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1205, 13, it was the victim of a deadlock: run it again",
    "1222, 16, longer --lock-timeout",
    "3960, 16, the snapshot can't be had: run it again",
    "601, 12, run it again",
    "229, 14, the login needs SELECT on the table",
    "824, 17, look the error's number up",
  })
  void anErrorAmidTheRowsSaysWhatToDo(int number, int severity, String advice) throws Exception {
    server.answering(
        SqlServerFailureTest::readsVisits,
        reply -> visits(reply, 5_000).error(number, severity, "about 'secret row data'"));
    assertFails(visits(), Kind.QUERY, "dbo.ProfileVisits: row 5001: ", "error " + number, advice);
    assertNothingIsFinished();
  }

  private Consumer<ExtractionEvent> interrupting() {
    Thread reader = Thread.currentThread();
    return new Listening() {
      @Override
      void rowsRead(LegacyTable table, long rows) {
        reader.interrupt();
      }

      @Override
      void partFinished(LegacyTable table, Part part) {
        throw new AssertionError("a part was finished");
      }
    };
  }

  @Test
  void anInterruptAmidTheRowsCallsThemOff() throws Exception {
    server.answering(SqlServerFailureTest::readsVisits, reply -> visits(reply, Integer.MAX_VALUE));
    assertThatThrownBy(() -> server.run(visits(), interrupting()))
        .isInstanceOf(InterruptedException.class);
    assertThat(server.server.attentions()).isEqualTo(1);
    assertThat(server.server.faults()).isEmpty();
    assertNothingIsFinished();
  }

  @Test
  void anInterruptWhileTheServerIsSilentCallsTheQueryOff() throws Exception {
    server.answering(SqlServerFailureTest::readsVisits, reply -> visits(reply, 5_000).stall());
    assertThatThrownBy(() -> server.run(visits(), interrupting()))
        .isInstanceOf(InterruptedException.class);
    assertThat(server.server.attentions()).isEqualTo(1);
    assertNothingIsFinished();
  }

  /** Were the rows gathered before the first is given out, both sides would wait for each other. */
  @Test
  void rowsAreReadWhileTheServerStillSends() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    server.answering(
        SqlServerFailureTest::readsVisits,
        reply -> {
          visits(reply, MANY_ROWS).flush();
          awaitUninterruptibly(begun);
        });
    server.answering(sql -> sql.contains("COUNT"), Answer.value("bigint", (long) MANY_ROWS));
    Listening hearing =
        new Listening() {
          @Override
          void rowsRead(LegacyTable table, long rows) {
            begun.countDown();
          }
        };
    assertThat(server.run(visits(), hearing).getParts(0).getRecords()).isEqualTo(MANY_ROWS);
    assertThat(server.server.attentions()).isZero();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"208, 16", "195, 15", "229, 14", "297, 16", "2812, 16", "4014, 20"})
  void aServerThatOnlySelectsWillDoWhateverItsErrors(int number, int severity) throws Exception {
    server.answering(
        sql -> !sql.startsWith("SELECT [") || sql.contains("OPTION"),
        Answer.error(number, severity, "about 'secret row data'"));
    Manifest manifest = server.run(server.extraction(folder.resolve("dump")), listener);
    assertThat(manifest.getPartsList()).hasSize(13);
    assertThat(manifest.getConsistency()).isEqualTo(Consistency.CONSISTENCY_READ_COMMITTED);
    assertThat(listener.notes).hasSize(13 + 10).noneMatch(note -> note.contains("secret"));
  }

  @Test
  void aTableThatBreaksEveryConnectionIsALossAndNoDifference() throws Exception {
    server.refusing(
        sql -> sql.contains("sys.columns") || sql.contains("INFORMATION_SCHEMA"), false);
    server.answering(sql -> sql.contains("[Flirts]"), Reply::cut);
    assertFails(
        server.extraction(folder.resolve("dump")), Kind.LOST, "dbo.Flirts", "no longer answers");
    assertThat(folder.resolve("dump")).doesNotExist();
  }
}
