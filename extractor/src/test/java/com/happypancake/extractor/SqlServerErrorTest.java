package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.database.SourceException;
import com.happypancake.database.SqlErrorClass;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Reply;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Manifest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an extraction concludes from an error of the server, by the error's class. */
@Timeout(120)
class SqlServerErrorTest {

  @TempDir Path folder;
  private TestSqlServer server;
  private final Listening listener = new Listening();

  @BeforeEach
  void start() throws Exception {
    LegacyCatalogue catalogue =
        new TestSchemas().table("Numbers", "Id", "Id int", "Text nvarchar(50)").build();
    server = TestSqlServer.of(catalogue);
    server.tables.insert(catalogue.table("Numbers"), 1, "one");
    server.tables.insert(catalogue.table("Numbers"), 2, "two");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Extraction extraction() {
    return server.extraction(folder.resolve("dump")).toBuilder()
        .consistency(Consistency.CONSISTENCY_READ_COMMITTED)
        .build();
  }

  private void withoutCatalogue() {
    server.refusing(
        sql -> sql.contains("c.is_computed") || sql.contains("INFORMATION_SCHEMA"), false);
  }

  private static boolean listsAllColumns(String sql) {
    return sql.startsWith("SELECT * FROM [dbo].[Numbers]");
  }

  private static boolean counts(String sql) {
    return sql.contains("COUNT") && sql.contains("[Numbers]") && !sql.contains("1 = 0");
  }

  @ParameterizedTest
  @CsvSource({"1222, 16, LOCKED", "1205, 13, DEADLOCK", "40613, 17, BUSY"})
  void anErrorThatMayPassIsNotTakenForMissingRights(
      int number, int severity, SqlErrorClass errorClass) throws Exception {
    server.tables.execute("ALTER TABLE \"dbo\".\"Numbers\" ADD COLUMN \"Extra\" int");
    withoutCatalogue();
    server.answering(
        SqlServerErrorTest::listsAllColumns, Answer.error(number, severity, "about 'Ada'"));
    assertThatThrownBy(() -> server.run(extraction(), listener))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.errorClass()).contains(errorClass))
        .hasMessageContainingAll("dbo.Numbers", "error " + number, errorClass.toString());
    assertThat(listener.notes).noneMatch(note -> note.contains("can't see"));
    assertThat(folder.resolve("dump")).doesNotExist();
  }

  @Test
  void aLockOnATableHidesNoColumnOfIt() throws Exception {
    server.tables.execute("ALTER TABLE \"dbo\".\"Numbers\" ADD COLUMN \"Extra\" int");
    server.answering(sql -> sql.contains("[Numbers]"), Answer.error(1222, 16, "Lock request"));
    assertThatThrownBy(() -> server.run(extraction(), listener))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.MISMATCH))
        .hasMessageContaining("dbo.Numbers: column Extra int is not in the schema");
  }

  @Test
  void aLockOnTheCatalogueIsNotTakenForMissingRights() throws Exception {
    server.answering(sql -> sql.contains("c.is_computed"), Answer.error(1222, 16, "Lock request"));
    assertThatThrownBy(() -> server.run(extraction(), listener))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.errorClass()).contains(SqlErrorClass.LOCKED));
  }

  @Test
  void anEstimateThatWaitsForALockIsUnknownAndEndsNoRun() throws Exception {
    server.answering(sql -> sql.contains("p.rows"), Answer.error(1222, 16, "Lock request"));
    assertThat(server.run(extraction(), listener).getParts(0).getRecords()).isEqualTo(2);
    assertThat(listener.notes)
        .anyMatch(note -> note.startsWith("no estimate of the tables' sizes"));
  }

  @Test
  void missingRightsOnAColumnLeaveTheNamedColumns() throws Exception {
    withoutCatalogue();
    server.answering(
        SqlServerErrorTest::listsAllColumns,
        Answer.error(230, 14, "The SELECT permission was denied on the column 'Extra'."));
    assertThat(server.run(extraction(), listener).getParts(0).getRecords()).isEqualTo(2);
    assertThat(listener.notes).anyMatch(note -> note.contains("columns beside the schema's"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c.is_computed",
        "k.is_descending_key",
        "'SELECT', c.name, 'COLUMN'",
        "p.rows",
        "SELECT COUNT_BIG(*)",
        "OPTION (MAXDOP 1)",
        "sys.all_columns",
        "SYSUTCDATETIME",
        "recovery_status"
      })
  void ctrlCDuringThePreflightLeavesNoFalseNote(String statement) {
    Thread reader = Thread.currentThread();
    server.answering(
        sql -> sql.contains(statement),
        reply -> {
          reader.interrupt();
          reply.stall();
        });
    assertThatThrownBy(() -> server.run(extraction(), listener))
        .isInstanceOf(InterruptedException.class);
    assertThat(listener.notes).filteredOn(note -> !note.contains("is unfinished")).isEmpty();
  }

  @Test
  void aCountIsRepeatedAfterItsConnectionBroke() throws Exception {
    AtomicInteger counts = new AtomicInteger();
    server.answering(
        sql ->
            counts(sql) && counts.incrementAndGet() <= 3
                ? Optional.of(Reply::cut)
                : Optional.empty());
    Manifest manifest =
        server.run(
            extraction().toBuilder()
                .retries(new RetryPolicy(3, 3, Duration.ofMillis(1), Duration.ofMillis(1)))
                .build(),
            listener);
    assertThat(counts).hasValue(4);
    assertThat(manifest.getParts(0).getRecords()).isEqualTo(2);
    assertThat(listener.notes).noneMatch(note -> note.contains("count"));
    assertThat(listener.heard).contains("Numbers finished with 2 of OptionalLong[2]");
  }

  @Test
  void aCountWhoseConnectionAlwaysBreaksIsAnErrorAndNoNote() {
    server.answering(SqlServerErrorTest::counts, Reply::cut);
    assertThatThrownBy(() -> server.run(extraction(), listener))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.LOST));
    assertThat(listener.notes).noneMatch(note -> note.contains("count"));
  }

  @Test
  void aRefusedCountIsNotedWithTheClassOfTheRefusal() throws Exception {
    server.answering(SqlServerErrorTest::counts, Answer.error(229, 14, "denied"));
    server.run(extraction(), listener);
    assertThat(listener.notes)
        .contains(
            "dbo.Numbers: the source does not count the rows (missing rights), so their number is"
                + " not checked");
  }

  @Test
  void theCauseHasTheServersTextWithoutItsValues() {
    server.answering(
        sql -> sql.contains("ORDER BY"),
        Answer.error(
            245,
            16,
            "Conversion failed on object 'Numbers' for the varchar value 'Ada Lovelace'."));
    assertThatThrownBy(() -> server.run(extraction(), listener))
        .hasMessageContaining("SQL Server error 245, SQLState S0001: another error")
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("Lovelace"))
        .cause()
        .hasMessage("Conversion failed on object 'Numbers' for the varchar value …");
  }

  private static String stackTrace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
