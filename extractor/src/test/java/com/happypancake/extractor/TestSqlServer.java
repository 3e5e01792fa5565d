package com.happypancake.extractor;

import com.happypancake.database.Credentials;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import com.happypancake.extractor.tds.H2Backend;
import com.happypancake.extractor.tds.TdsServer;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A SQL Server of the tests, for Microsoft's driver: its tables are H2's, it knows what SQL Server
 * knows of itself, and fails where it is told to.
 */
final class TestSqlServer implements AutoCloseable {

  private static final int SYNTAX = 102;

  /** What a server tells of itself, by a part of the question. */
  private static final Map<String, Answer> ANSWERS =
      Map.ofEntries(
          Map.entry("snapshot_isolation_state", Answer.value("tinyint", 1)),
          Map.entry(
              "recovery_status", Answer.value("char(36)", "0A0B0C0D-0000-0000-0000-000000000001")),
          Map.entry("@@SERVERNAME", Answer.value("nvarchar(128)", "DB1")),
          Map.entry(
              "SYSUTCDATETIME()",
              Answer.value("datetime2(7)", LocalDateTime.parse("2026-02-01T10:00:00.1234567"))),
          Map.entry(
              "GETUTCDATE()",
              Answer.value("datetime", LocalDateTime.parse("2026-02-01T10:00:00.123"))),
          Map.entry(
              "CURRENT_TIMESTAMP",
              Answer.value("datetime", LocalDateTime.parse("2026-02-01T12:00:00.123"))),
          Map.entry(
              "MIN_ACTIVE_ROWVERSION()",
              Answer.value("binary(8)", new byte[] {0, 0, 0, 0, 0, 0, 7, (byte) 0xD1})),
          Map.entry("sys.all_columns", SqlServerConcealmentTest.KNOWN_FROM_2016),
          Map.entry("ALTER ANY SECURITY POLICY", Answer.value("int", 1)),
          Map.entry("CHANGE_TRACKING_CURRENT_VERSION()", Answer.value("bigint", 42L)));

  /** Of these there is nothing: nobody made a snapshot, and this is none; nothing is concealed. */
  private static final List<String> NOTHING =
      List.of("source_database_id", "replica_id", "is_column_set", "sys.security_predicates p");

  final LegacyCatalogue catalogue;
  final TestDatabase tables;
  final H2Backend backend;
  final TestCatalogue described;
  final TdsServer server;
  private final List<Function<String, Optional<Answer>>> specials = new ArrayList<>();

  private TestSqlServer(LegacyCatalogue catalogue) throws SQLException, IOException {
    this.catalogue = catalogue;
    this.tables = TestDatabase.of(catalogue);
    this.backend = new H2Backend(tables::open, catalogue);
    this.described = new TestCatalogue(tables::open, backend);
    this.server = TdsServer.start(backend).scripted(this::answer);
  }

  static TestSqlServer of(LegacyCatalogue catalogue) throws SQLException, IOException {
    return new TestSqlServer(catalogue);
  }

  private synchronized Optional<Answer> answer(String sql) {
    for (Function<String, Optional<Answer>> special : specials) {
      Optional<Answer> answer = special.apply(sql);
      if (answer.isPresent()) {
        return answer;
      }
    }
    if (NOTHING.stream().anyMatch(sql::contains)) {
      return Optional.of(reply -> reply.columns(List.of(Column.of("name", "nvarchar(128)"))));
    }
    return described
        .answer(sql)
        .or(
            () ->
                ANSWERS.entrySet().stream()
                    .filter(known -> sql.contains(known.getKey()))
                    .findFirst()
                    .map(Map.Entry::getValue));
  }

  /** Answers some statements otherwise; what was said first prevails. */
  synchronized TestSqlServer answering(Predicate<String> statements, Answer answer) {
    return answering(sql -> statements.test(sql) ? Optional.of(answer) : Optional.empty());
  }

  /** Answers as told, where there is an answer. */
  synchronized TestSqlServer answering(Function<String, Optional<Answer>> answers) {
    specials.add(answers);
    return this;
  }

  /** Has statements fail, and take the connection with them if so told. */
  TestSqlServer refusing(Predicate<String> statements, boolean breaksConnection) {
    return answering(
        statements,
        breaksConnection
            ? Answer.error(4014, 20, "A fatal error occurred: 'secret row data'.")
            : Answer.error(SYNTAX, 15, "Incorrect syntax near 'secret row data'."));
  }

  /** Has every COUNT answer another number. */
  TestSqlServer counting(long rows) {
    return answering(
        sql -> sql.contains("COUNT") && !sql.contains("1 = 0"), Answer.value("bigint", rows));
  }

  List<String> sent() {
    return server.sent();
  }

  /** An extraction of all tables with the right login, which tries nothing again. */
  Extraction extraction(Path out) {
    return Extraction.builder(server.url(), Country.of("FI"), out)
        .catalogue(catalogue)
        .credentials(new Credentials(TdsServer.USER, TdsServer.PASSWORD))
        .retries(new RetryPolicy(0, 0, Duration.ZERO, Duration.ZERO))
        .build();
  }

  /** Extracts, and holds the driver and the server to the protocol. */
  Manifest run(Extraction extraction, Consumer<ExtractionEvent> listener) throws Exception {
    Manifest manifest = Extractor.run(extraction, listener, Extractions.CLOCK);
    if (!server.faults().isEmpty()) {
      throw new AssertionError(
          server.faults().stream().collect(Collectors.joining(System.lineSeparator())));
    }
    return manifest;
  }

  @Override
  public void close() throws SQLException, IOException {
    server.close();
    tables.close();
  }
}
