package com.happypancake.database;

import com.happypancake.schemas.manifest.Source;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which SQL Server database a session is in, and what time it is there. */
final class SqlServerIdentity {

  private SqlServerIdentity() {}

  /** Finds out which database it is. */
  static Source of(Session session) throws SourceException {
    Optional<String> server = session.probe("SELECT @@SERVERNAME", row -> row.getString(1));
    Optional<String> fork =
        session.probe(
            "SELECT CAST(recovery_fork_guid AS char(36)) FROM sys.database_recovery_status"
                + " WHERE database_id = DB_ID()",
            row -> row.getString(1));
    if (fork.isEmpty()) {
      session.note(
          "the login can't see the recovery fork: a delta can't tell a restored database"
              + " from this one");
    }
    String database = session.currentDatabase();
    return Source.newBuilder()
        .setProduct("Microsoft SQL Server")
        .setVersion(session.productVersion())
        .setServer(server.orElse(session.address().server()))
        .setDatabase(database.isEmpty() ? session.address().database() : database)
        .setRecoveryFork(fork.orElse("").toLowerCase(Locale.ROOT))
        .build();
  }

  /** Returns its time; a local one is taken to be that of a zone. Empty where it does not tell. */
  static Optional<Instant> clock(Session session, ZoneId zone) throws SourceException {
    for (String utc : List.of("SELECT SYSUTCDATETIME()", "SELECT GETUTCDATE()")) {
      Optional<Instant> now = wallClock(session, utc, ZoneOffset.UTC);
      if (now.isPresent()) {
        return now;
      }
    }
    Optional<Instant> local = wallClock(session, "SELECT CURRENT_TIMESTAMP", zone);
    session.note(
        local.isPresent()
            ? "the source tells no UTC; its local time is taken to be that of " + zone
            : "the source does not tell its time; the manifest has none");
    return local;
  }

  private static Optional<Instant> wallClock(Session session, String sql, ZoneId zone)
      throws SourceException {
    return session
        .probe(sql, row -> row.getObject(1, LocalDateTime.class))
        .map(time -> time.atZone(zone).toInstant());
  }
}
