package com.happypancake.database.sqlserver;

import com.google.protobuf.ByteString;
import com.happypancake.database.Catalogue.Scope;
import com.happypancake.database.ServerFacts;
import com.happypancake.database.ServerFacts.ChangeTracking;
import com.happypancake.database.ServerFacts.HiddenData;
import com.happypancake.database.ServerFacts.QueryFeatures;
import com.happypancake.database.ServerFacts.ServerLoad;
import com.happypancake.database.Session;
import com.happypancake.database.SourceCatalogue;
import com.happypancake.database.SourceException;
import com.happypancake.database.SqlNames;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Source;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The facts that SQL Server reports through one session, without reading a row. */
final class SqlServerFacts
    implements ServerFacts, ServerFacts.ChangeTracking, ServerFacts.ServerLoad {

  private static final int LONG_WAIT_MILLIS = 1_000;

  /** Fewer waiting requests say nothing about a server. */
  private static final int MANY_REQUESTS = 4;

  private final Session session;
  private final SqlServerDialect dialect = new SqlServerDialect();

  SqlServerFacts(Session session) {
    this.session = session;
  }

  @Override
  public Source identify() throws SourceException {
    Optional<String> server = session.probe("SELECT @@SERVERNAME", row -> row.getString(1));
    Optional<String> fork =
        session.probe(
            "SELECT CAST(recovery_fork_guid AS char(36)) FROM sys.database_recovery_status"
                + " WHERE database_id = DB_ID()",
            row -> row.getString(1));
    if (fork.isEmpty()) {
      session.note(
          session.whyUnknown(
                  "the recovery fork", "sys.database_recovery_status", "VIEW ANY DATABASE")
              + ": a delta can't tell a restored database from this one");
    }
    String database = session.currentDatabase();
    return Source.newBuilder()
        .setProduct(SqlServer.NAME)
        .setVersion(session.productVersion())
        .setServer(server.orElse(session.address().server()))
        .setDatabase(database.isEmpty() ? session.address().database() : database)
        .setRecoveryFork(fork.orElse("").toLowerCase(Locale.ROOT))
        .build();
  }

  @Override
  public Optional<Instant> clock(ZoneId zone) throws SourceException {
    for (String utc : List.of("SELECT SYSUTCDATETIME()", "SELECT GETUTCDATE()")) {
      Optional<Instant> now = wallClock(utc, ZoneOffset.UTC);
      if (now.isPresent()) {
        return now;
      }
    }
    Optional<Instant> local = wallClock("SELECT CURRENT_TIMESTAMP", zone);
    session.note(
        local.isPresent()
            ? "the source tells no UTC; its local time is taken to be that of " + zone
            : "the source does not tell its time; the manifest has none");
    return local;
  }

  private Optional<Instant> wallClock(String sql, ZoneId zone) throws SourceException {
    return session
        .probe(sql, row -> row.getObject(1, LocalDateTime.class))
        .map(time -> time.atZone(zone).toInstant());
  }

  @Override
  public QueryFeatures features(LegacyTable table) throws SourceException {
    String none = " FROM " + dialect.quote(table) + " WHERE 1 = 0";
    String hint = " OPTION (MAXDOP 1)";
    boolean takesHint = session.understands("SELECT 1" + none + hint);
    if (!takesHint) {
      session.note("the source does not take OPTION (MAXDOP 1); queries run without it");
    }
    for (String count : List.of("COUNT_BIG(*)", "COUNT(*)")) {
      if (session.understands("SELECT " + count + none)) {
        return new QueryFeatures(takesHint ? hint : "", Optional.of(count));
      }
    }
    session.note("the source does not count rows, so their number is not checked");
    return new QueryFeatures(takesHint ? hint : "", Optional.empty());
  }

  @Override
  public HiddenData hiddenData() throws SourceException {
    return SqlServerCatalogue.hiddenData(session);
  }

  @Override
  public Optional<String> snapshotObstacle(List<LegacyTable> tables) throws SourceException {
    OptionalLong state =
        session.probeNumber(
            "SELECT snapshot_isolation_state FROM sys.databases WHERE " + SqlServer.THIS_DATABASE);
    if (state.isEmpty()) {
      return Optional.of(
          session.whyUnknown(
              "whether snapshots are allowed",
              "snapshot_isolation_state in sys.databases",
              "VIEW ANY DATABASE"));
    }
    if (state.getAsLong() != 1) {
      return Optional.of("the database has ALLOW_SNAPSHOT_ISOLATION off");
    }
    // The server would refuse it with error 41332 or 41333.
    return firstOf(tables, "t.is_memory_optimized = 1")
        .map(
            table ->
                table + " is memory-optimised, and a snapshot transaction can't read such a table");
  }

  /** Returns the first of some tables that meets a condition, as far as the server shows. */
  Optional<String> firstOf(List<LegacyTable> tables, String condition) throws SourceException {
    List<List<String>> rows =
        session
            .probeRows(
                "SELECT s.name, t.name FROM sys.tables t"
                    + " JOIN sys.schemas s ON s.schema_id = t.schema_id WHERE "
                    + condition)
            .orElse(List.of());
    return tables.stream()
        .filter(table -> !SqlNames.of(table, rows, r -> r.get(0), r -> r.get(1)).isEmpty())
        .map(LegacyTable::qualifiedName)
        .findFirst();
  }

  @Override
  public Optional<ImageOf> imageOf() throws SourceException {
    return SqlServerSnapshots.imageOf(session);
  }

  @Override
  public Optional<ByteString> rowversionMark() throws SourceException {
    Optional<ByteString> mark = rowversion("SELECT MIN_ACTIVE_ROWVERSION()");
    if (mark.isEmpty()) {
      session.note("the source does not tell MIN_ACTIVE_ROWVERSION(): no delta can start here");
    }
    return mark;
  }

  @Override
  public Optional<ByteString> settledRowversion() throws SourceException {
    return rowversion(
        "SELECT CASE WHEN CAST(@@DBTS AS bigint) + 1 = CAST(MIN_ACTIVE_ROWVERSION() AS bigint)"
            + " THEN MIN_ACTIVE_ROWVERSION() END");
  }

  private Optional<ByteString> rowversion(String sql) throws SourceException {
    return session
        .probe(sql, row -> row.getBytes(1))
        .filter(bytes -> bytes.length == Long.BYTES)
        .map(ByteString::copyFrom);
  }

  @Override
  public Optional<ChangeTracking> changeTracking() {
    return Optional.of(this);
  }

  @Override
  public Optional<ServerLoad> serverLoad() {
    return Optional.of(this);
  }

  @Override
  public OptionalLong currentVersion() throws SourceException {
    return session.probeNumber("SELECT CHANGE_TRACKING_CURRENT_VERSION()");
  }

  @Override
  public Map<LegacyTable, OptionalLong> firstVersions(List<LegacyTable> tables)
      throws SourceException {
    return SourceCatalogue.numbers(
        session, tables, SqlServerCatalogue.firstVersions(Scope.of(tables)));
  }

  @Override
  public String deletedKeys(LegacyTable table, List<String> columns, long version) {
    String names =
        columns.stream().map(name -> "ct." + dialect.quote(name)).collect(Collectors.joining(", "));
    return "SELECT "
        + names
        + " FROM CHANGETABLE(CHANGES "
        + dialect.quote(table)
        + ", "
        + version
        + ") AS ct WHERE ct.SYS_CHANGE_OPERATION = 'D'";
  }

  @Override
  public boolean seesOtherSessions() throws SourceException {
    return session.probeTruth(
        "SELECT CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE') = 1"
            + " OR HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER PERFORMANCE STATE') = 1"
            + " THEN 1 ELSE 0 END");
  }

  @Override
  public OptionalInt sessionNumber() throws SourceException {
    OptionalLong number = session.probeNumber("SELECT @@SPID");
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }

  @Override
  public Map<Integer, Integer> lockWaits(Collection<Integer> sessions) throws SourceException {
    Map<Integer, Integer> waits = new HashMap<>();
    for (List<String> row :
        session
            .probeRows(
                "SELECT session_id, blocking_session_id FROM sys.dm_exec_requests"
                    + " WHERE wait_type LIKE 'LCK%' AND session_id IN ("
                    + sessions.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + ")")
            .orElse(List.of())) {
      waits.put(Integer.valueOf(row.get(0)), Integer.valueOf(row.get(1)));
    }
    return waits;
  }

  @Override
  public OptionalLong blockedSessions() throws SourceException {
    return session.probeNumber(
        "SELECT COUNT(*) FROM sys.dm_exec_requests WHERE blocking_session_id IN"
            + " (SELECT session_id FROM sys.dm_exec_sessions WHERE program_name = APP_NAME())");
  }

  @Override
  public OptionalDouble waitingShare() throws SourceException {
    Optional<Double> share =
        session.probe(
            "SELECT COUNT(*), SUM(CASE WHEN r.wait_time >= "
                + LONG_WAIT_MILLIS
                + " AND r.wait_type NOT IN ('CXPACKET', 'CXCONSUMER') THEN 1 ELSE 0 END)"
                + " FROM sys.dm_exec_requests r"
                + " JOIN sys.dm_exec_sessions s ON s.session_id = r.session_id"
                + " WHERE s.is_user_process = 1 AND COALESCE(s.program_name, '') <> APP_NAME()"
                + " AND COALESCE(r.wait_type, '') NOT IN ('ASYNC_NETWORK_IO', 'WAITFOR',"
                + " 'BROKER_RECEIVE_WAITFOR', 'SP_SERVER_DIAGNOSTICS_SLEEP', 'TRACEWRITE',"
                + " 'XE_LIVE_TARGET_TVF')",
            row -> {
              long waiting = row.getLong(2);
              return waiting < MANY_REQUESTS ? 0.0 : (double) waiting / row.getLong(1);
            });
    return share.isPresent() ? OptionalDouble.of(share.get()) : OptionalDouble.empty();
  }
}
