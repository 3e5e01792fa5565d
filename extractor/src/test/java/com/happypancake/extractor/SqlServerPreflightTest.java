package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.extractor.check.Finding;
import com.happypancake.extractor.check.Finding.Status;
import com.happypancake.extractor.check.Finding.Subject;
import com.happypancake.extractor.check.Preflight;
import com.happypancake.extractor.check.PreflightReport;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of an extraction through Microsoft's driver, on a server that lacks one thing. */
class SqlServerPreflightTest {

  private static final LegacyCatalogue HPC = LegacyCatalogue.hpc();
  private static final long PAGES = 8_192;

  @TempDir Path folder;
  private TestSqlServer server;

  @BeforeEach
  void start() throws Exception {
    server = TestSqlServer.of(HPC);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private TestSqlServer permitting() {
    return server
        .answering(
            sql -> sql.contains("dm_db_partition_stats"), server.described.ofEachTable(3 * PAGES))
        .answering(sql -> sql.contains("dm_exec_requests"), Answer.value("int", 0))
        .answering(
            sql -> sql.startsWith("SELECT CASE WHEN HAS_PERMS_BY_NAME"), Answer.value("int", 1))
        .answering(
            sql -> sql.contains("sys.database_files"), Answer.value("nvarchar(100)", "hpc_data"));
  }

  private PreflightReport check() throws Exception {
    PreflightReport report =
        Preflight.check(server.extraction(folder.resolve("dump")), doing -> {});
    assertThat(server.server.faults()).isEmpty();
    assertThat(folder).isEmptyDirectory();
    return report;
  }

  private static List<String> texts(PreflightReport report, Status status) {
    return report.findings().stream()
        .filter(each -> each.status() == status)
        .map(each -> each.subject() + ": " + each.text())
        .toList();
  }

  @Test
  void aServerThatPermitsAllHasNoWarning() throws Exception {
    permitting();
    PreflightReport report = check();
    assertThat(texts(report, Status.WARNING)).isEmpty();
    assertThat(texts(report, Status.REFUSED)).isEmpty();
    assertThat(texts(report, Status.OK))
        .anySatisfy(
            text ->
                assertThat(text)
                    .startsWith("source: 127.0.0.1:")
                    .contains("Microsoft SQL Server")
                    .endsWith("server DB1, database HappyPancake"))
        .contains(
            "session: takes SET LOCK_TIMEOUT 60000, SET DEADLOCK_PRIORITY -10",
            "schema: all tables can be read and fit the schema: 13",
            "queries: the source understands OPTION (MAXDOP 1), COUNT_BIG(*)",
            "consistency: database-snapshot is possible",
            "consistency: database-snapshot is chosen: all rows are of one instant",
            "change tracking: follows all tables: a later delta can find deleted rows by it",
            "health: is judged by latency, by sessions that wait for the extraction's locks, and by"
                + " how many requests wait at all",
            "size: about 1287 rows, which take 1 MB in the source");
    assertThat(report.bytes()).hasValue(13 * 3 * PAGES);
  }

  /** Azure SQL Database numbers its databases otherwise in sys.databases. */
  @Test
  void aDatabaseIsFoundWhereDbIdIsNoDatabaseId() throws Exception {
    server.answering(
        sql -> sql.contains("sys.databases") && sql.contains(" database_id = DB_ID()"),
        TestCatalogue.nothing(1));
    assertThat(texts(check(), Status.OK))
        .contains("consistency: snapshot is chosen: all rows are of one instant");
  }

  @Test
  void theCheckOnlySelects() throws Exception {
    permitting();
    check();
    assertThat(server.sent())
        .allSatisfy(
            sql ->
                assertThat(sql.toUpperCase(Locale.ROOT))
                    .matches("(?s)SELECT .*|SET (LOCK_TIMEOUT|DEADLOCK_PRIORITY) .*"))
        .noneMatch(sql -> sql.contains("ORDER BY [") || sql.contains("TOP (1)"));
  }

  @Test
  void theStatementsArePinned() throws Exception {
    permitting();
    check();
    GoldenSqlTest.assertGolden("sqlserver-check.sql", server.sent());
  }

  @Test
  void theStatementsToAServerThatOnlySelectsArePinned() throws Exception {
    server.refusing(sql -> !isSelectOfTable(sql), false);
    check();
    GoldenSqlTest.assertGolden("sqlserver-check-plain.sql", server.sent());
  }

  private static boolean isSelectOfTable(String sql) {
    return sql.startsWith("SELECT *") || (sql.startsWith("SELECT [") && !sql.contains("OPTION"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "SET LOCK_TIMEOUT | session: the source does not take 'SET LOCK_TIMEOUT 60000'",
        "SET DEADLOCK | session: the source does not take 'SET DEADLOCK_PRIORITY -10'",
        "recovery_status | source: the server has no sys.database_recovery_status, and so",
        "sys.all_columns | schema: the server has no sys.all_columns, and so does not tell",
        "is_column_set | schema: the server has no such sys.columns, and so does not tell",
        "security_predicates p | schema: the server has no such security policies, and so",
        "SECURITY POLICY | schema: the server has no such security policies, and so",
        "is_primary_key,PRIMARY KEY | schema: the source does not tell its primary keys",
        "MAXDOP | queries: the source does not take OPTION (MAXDOP 1)",
        "COUNT | queries: the source does not count rows",
        "SYSUTCDATETIME,GETUTCDATE | clock: the source tells no UTC",
        "MIN_ACTIVE_ROWVERSION | delta: the source does not tell MIN_ACTIVE_ROWVERSION()",
        "CHANGE_TRACKING_CURRENT | change tracking: follows 0 of 13 tables, since the server does",
        "CREATE ANY DATABASE | consistency: database-snapshot is not possible: the server has no",
        "sys.database_files | consistency: database-snapshot is not possible: the server has no",
        "snapshot_isolation | consistency: snapshot is not possible: the server has no snapshot_",
        "dm_exec | health: is judged by latency alone: the server has no sys.dm_exec_requests",
        "VIEW SERVER STATE | health: is judged by latency alone",
        "p.rows | size: the source does not tell the rows of any table",
        "dm_db_,allocation_units | size: the source does not tell the bytes of any table",
      })
  void whatIsRefusedIsALineAndRefusesNothing(String lacking, String warning) throws Exception {
    List<String> parts = List.of(lacking.split(","));
    server.refusing(sql -> parts.stream().anyMatch(sql::contains), false);
    permitting();
    PreflightReport report = check();
    assertThat(report.refusal()).isEmpty();
    assertThat(texts(report, Status.WARNING))
        .anySatisfy(text -> assertThat(text).startsWith(warning));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "recovery_status | source: the login can't see the recovery fork; it needs VIEW ANY",
        "sys.all_columns | schema: the login can't see whether columns are masked",
        "is_column_set | schema: the login can't see whether columns are masked",
        "security_predicates p | schema: the login can't see whether a security policy hides rows",
        "CHANGE_TRACKING_CURRENT | change tracking: follows 0 of 13 tables, as far as the login",
        "sys.database_files | consistency: database-snapshot is not possible: the login can't see",
        "snapshot_isolation | consistency: snapshot is not possible: the login can't see whether",
        "dm_exec | health: is judged by latency alone: the login can't see which sessions wait;",
      })
  void aMissingRightIsToldFromAMissingFeature(String lacking, String warning) throws Exception {
    server.answering(sql -> sql.contains(lacking), Answer.error(300, 14, "about 'secret'"));
    permitting();
    assertThat(texts(check(), Status.WARNING))
        .anySatisfy(text -> assertThat(text).startsWith(warning));
  }

  @Test
  void aTableThatChangeTrackingDoesNotFollowIsCounted() throws Exception {
    server.answering(
        sql -> sql.contains("CHANGE_TRACKING_MIN_VALID"),
        TestCatalogue.of(
            HPC.tables().stream()
                .filter(table -> !table.name().equals("Flirts"))
                .map(table -> List.of("dbo", table.name(), "1"))
                .toList()));
    permitting();
    assertThat(texts(check(), Status.WARNING))
        .anySatisfy(
            text -> assertThat(text).startsWith("change tracking: follows 12 of 13 tables"));
  }

  @Test
  void aMemoryOptimisedTableLeavesReadCommittedAlone() throws Exception {
    server
        .answering(sql -> sql.contains("sys.filegroups"), Answer.value("int", 1))
        .answering(
            sql -> sql.contains("is_memory_optimized"),
            reply ->
                reply
                    .columns(List.of(Column.of("", "nvarchar(128)"), Column.of("", "nvarchar(9)")))
                    .row("dbo", "Messages"));
    permitting();
    assertThat(texts(check(), Status.WARNING))
        .contains(
            "consistency: database-snapshot is not possible: the database has a filegroup of"
                + " memory-optimised tables, of which there are no snapshots",
            "consistency: snapshot is not possible: dbo.Messages is memory-optimised, and a"
                + " snapshot transaction can't read such a table",
            "consistency: read-committed is chosen: two tables may show different instants");
  }

  @Test
  void aLoginThatMayOnlyReadTheTablesIsEnough() throws Exception {
    server.refusing(sql -> !isSelectOfTable(sql), false);
    PreflightReport report = check();
    assertThat(report.refusal()).isEmpty();
    assertThat(texts(report, Status.WARNING))
        .contains("consistency: read-committed is chosen: two tables may show different instants");
    Manifest manifest = server.run(server.extraction(folder.resolve("dump")), event -> {});
    assertThat(manifest.getConsistency()).isEqualTo(Consistency.CONSISTENCY_READ_COMMITTED);
  }

  @Test
  void whatBreaksTheConnectionIsALineToo() throws Exception {
    server.refusing(sql -> sql.contains("dm_") || sql.contains("HAS_PERMS"), true);
    PreflightReport report = check();
    assertThat(report.refusal()).isEmpty();
    assertThat(server.server.logins()).isGreaterThan(1);
  }

  @Test
  void bytesComeFromTheCatalogueWhereTheStatisticsAreRefused() throws Exception {
    server.answering(sql -> sql.contains("allocation_units"), server.described.ofEachTable(PAGES));
    PreflightReport report = check();
    assertThat(report.bytes()).hasValue(13 * PAGES);
  }

  @Test
  void aTableThatMayNotBeReadIsNamed() throws Exception {
    server.answering(
        sql -> sql.contains("'SELECT', c.name, 'COLUMN'"),
        TestCatalogue.of(List.of(List.of("dbo", "Messages", "Body"))));
    server.answering(
        sql -> sql.contains("[Messages]"), Answer.error(230, 14, "about 'secret row data'"));
    PreflightReport report = check();
    assertThat(report.refusal()).get().extracting(Finding::subject).isEqualTo(Subject.SCHEMA);
    assertThat(texts(report, Status.REFUSED))
        .singleElement()
        .asString()
        .startsWith("schema: dbo.Messages: it can't be read (error 230")
        .doesNotContain("secret");
    assertThat(report.tables()).hasSize(13);
  }

  @Test
  void aDatabaseSnapshotThatIsAskedForAndNotPermittedIsRefused() throws Exception {
    Extraction extraction = server.extraction(folder.resolve("dump"));
    PreflightReport report =
        Preflight.check(
            extraction.toBuilder().consistency(Consistency.CONSISTENCY_DATABASE_SNAPSHOT).build(),
            doing -> {});
    assertThat(texts(report, Status.REFUSED))
        .singleElement()
        .asString()
        .startsWith("consistency: database-snapshot is asked for and not possible");
    assertThat(report.findings()).noneMatch(each -> each.text().contains("is chosen"));
  }
}
