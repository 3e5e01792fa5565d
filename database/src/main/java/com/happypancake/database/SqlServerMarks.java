package com.happypancake.database;

import com.google.protobuf.ByteString;
import com.happypancake.database.Dialect.ImageOf;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What SQL Server tells of the state that a database is in: rowversions, Change Tracking's
 * versions, and whether it is an image of another one, which can't tell them.
 */
final class SqlServerMarks {

  private SqlServerMarks() {}

  /** Returns the mark as {@link Dialect#rowversionMark} has it. */
  static Optional<ByteString> rowversion(Session session) throws SourceException {
    Optional<ByteString> mark =
        session
            .probe("SELECT MIN_ACTIVE_ROWVERSION()", row -> row.getBytes(1))
            .filter(bytes -> bytes.length == Long.BYTES)
            .map(ByteString::copyFrom);
    if (mark.isEmpty()) {
      session.note("the source does not tell MIN_ACTIVE_ROWVERSION(): no delta can start here");
    }
    return mark;
  }

  /** Returns the mark as {@link Dialect#settledRowversion} has it. */
  static Optional<ByteString> settledRowversion(Session session) throws SourceException {
    return session
        .probe(
            "SELECT CASE WHEN CAST(@@DBTS AS bigint) + 1 = CAST(MIN_ACTIVE_ROWVERSION() AS bigint)"
                + " THEN MIN_ACTIVE_ROWVERSION() END",
            row -> row.getBytes(1))
        .filter(bytes -> bytes.length == Long.BYTES)
        .map(ByteString::copyFrom);
  }

  /** Returns the database's version of Change Tracking. */
  static OptionalLong changeTrackingVersion(Session session) throws SourceException {
    return session
        .probe("SELECT CHANGE_TRACKING_CURRENT_VERSION()", ValueReader.wholeNumber())
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /**
   * Returns from which version on Change Tracking remembers a table's changes.
   *
   * @param table its name as a literal
   */
  static OptionalLong firstTrackedVersion(Session session, String table) throws SourceException {
    return session
        .probe(
            "SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(" + table + "))",
            ValueReader.wholeNumber())
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** Returns the database that the session's is a snapshot or a replica of. */
  static Optional<ImageOf> imageOf(Session session) throws SourceException {
    Optional<ImageOf> snapshot =
        session
            .probeRows(
                "SELECT DB_NAME(source_database_id), CONVERT(varchar(23), DATEADD(minute,"
                    + " DATEDIFF(minute, GETDATE(), GETUTCDATE()), create_date), 126)"
                    + " FROM sys.databases WHERE database_id = DB_ID()"
                    + " AND source_database_id IS NOT NULL")
            .orElse(List.of())
            .stream()
            .filter(row -> row.size() == 2)
            // The name may be hidden from the login; that it is an image is not.
            .map(
                row ->
                    new ImageOf(
                        row.get(0).isEmpty() ? session.currentDatabase() : row.get(0),
                        instant(row.get(1))))
            .findFirst();
    return snapshot.isPresent() ? snapshot : replica(session);
  }

  private static Optional<Instant> instant(String utc) {
    try {
      return Optional.of(LocalDateTime.parse(utc).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<ImageOf> replica(Session session) throws SourceException {
    return session
        .probeRows(
            "SELECT name, 'read-only' FROM sys.databases WHERE database_id = DB_ID()"
                + " AND (is_in_standby = 1 OR (replica_id IS NOT NULL"
                + " AND DATABASEPROPERTYEX(name, 'Updateability') = 'READ_ONLY'))")
        .orElse(List.of())
        .stream()
        .filter(row -> row.size() == 2)
        .map(row -> new ImageOf(row.get(0), Optional.empty()))
        .findFirst();
  }
}
