package com.happypancake.database;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What SQL Server knows of sizes and of other sessions without reading a row, as far as the login
 * may see it.
 */
final class SqlServerEstimates {

  private static final int PAGE_BYTES = 8_192;
  private static final int LONG_WAIT_MILLIS = 1_000;

  /** Fewer that wait say nothing of a server. */
  private static final int MANY_REQUESTS = 4;

  private SqlServerEstimates() {}

  /**
   * Returns a table's rows.
   *
   * @param table its name as a literal
   */
  static OptionalLong rows(Session session, String table) throws SourceException {
    return number(
        session,
        "SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID("
            + table
            + ") AND index_id IN (0, 1)");
  }

  /**
   * Returns the bytes of the pages that a table's rows lie in, its other indexes left out. The
   * first way needs VIEW DATABASE STATE.
   *
   * @param table its name as a literal
   */
  static OptionalLong bytes(Session session, String table) throws SourceException {
    OptionalLong counted =
        number(
            session,
            "SELECT SUM(used_page_count) * "
                + PAGE_BYTES
                + " FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID("
                + table
                + ") AND index_id IN (0, 1)");
    return counted.isPresent()
        ? counted
        : number(
            session,
            "SELECT SUM(a.used_pages) * "
                + PAGE_BYTES
                + " FROM sys.allocation_units a JOIN sys.partitions p ON a.container_id ="
                + " CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END"
                + " WHERE p.object_id = OBJECT_ID("
                + table
                + ") AND p.index_id IN (0, 1)");
  }

  /** Returns the share as {@link Dialect#waitingShare} has it. */
  static OptionalDouble waitingShare(Session session) throws SourceException {
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

  /** Tells whether the login sees other sessions' requests; without it, it sees its own alone. */
  static boolean seesOtherSessions(Session session) throws SourceException {
    return session
        .probe(
            "SELECT CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE') = 1"
                + " OR HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER PERFORMANCE STATE') = 1"
                + " THEN 1 ELSE 0 END",
            ValueReader.wholeNumber())
        .filter(sees -> sees == 1)
        .isPresent();
  }

  /** Returns why no snapshot transaction may be tried; empty where one may. */
  static Optional<String> snapshotObstacle(Session session) throws SourceException {
    Optional<Long> state =
        session.probe(
            "SELECT snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()",
            ValueReader.wholeNumber());
    if (state.isEmpty()) {
      return Optional.of("the login can't see whether snapshots are allowed");
    }
    return state.get() == 1
        ? Optional.empty()
        : Optional.of("the database has ALLOW_SNAPSHOT_ISOLATION off");
  }

  private static OptionalLong number(Session session, String sql) throws SourceException {
    return session
        .probe(sql, ValueReader.wholeNumber())
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }
}
