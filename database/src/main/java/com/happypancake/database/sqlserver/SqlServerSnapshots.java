package com.happypancake.database.sqlserver;

import static com.happypancake.database.Dialect.nationalText;

import com.happypancake.database.DatabaseSnapshots;
import com.happypancake.database.ServerFacts.ImageOf;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * SQL Server's database snapshots, and other images of a database.
 *
 * <p>A snapshot shows neither memory-optimised tables, which exist from 2014 on, nor FILESTREAM
 * columns. If the server does not report them, they are assumed not to exist.
 */
final class SqlServerSnapshots implements DatabaseSnapshots {

  private static final String PREFIX = "hpc_extract_";
  private static final int MAX_NAME = 128;

  private final Session session;
  private final SqlServerDialect dialect = new SqlServerDialect();

  SqlServerSnapshots(Session session) {
    this.session = session;
  }

  @Override
  public String name(String database, String token) {
    String start = PREFIX + database;
    int room = MAX_NAME - token.length() - 1;
    return start.substring(0, Math.min(start.length(), room)) + "_" + token;
  }

  @Override
  public boolean mayCreate() throws SourceException {
    return session.probeTruth(
        "SELECT CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'CREATE ANY DATABASE') = 1"
            + " AND SERVERPROPERTY('EngineEdition') NOT IN (5, 6, 8, 11) THEN 1 ELSE 0 END");
  }

  /**
   * {@inheritDoc}
   *
   * <p>A snapshot's FILESTREAM filegroups are offline, so a query for such a column fails midway.
   */
  @Override
  public Optional<String> unreadable(List<LegacyTable> tables) throws SourceException {
    if (session.probeTruth("SELECT COUNT(*) FROM sys.filegroups WHERE type = 'FX'")) {
      return Optional.of(
          "the database has a filegroup of memory-optimised tables, of which there are no"
              + " snapshots");
    }
    return new SqlServerFacts(session)
        .firstOf(
            tables,
            "EXISTS (SELECT 1 FROM sys.columns c WHERE c.object_id = t.object_id"
                + " AND c.is_filestream = 1)")
        .map(table -> table + " has a FILESTREAM column, which a database snapshot does not show");
  }

  @Override
  public boolean seesFiles() throws SourceException {
    return !files().isEmpty();
  }

  private List<List<String>> files() throws SourceException {
    return session
        .probeRows(
            "SELECT name, physical_name FROM sys.database_files WHERE type = 0 ORDER BY file_id")
        .orElse(List.of());
  }

  @Override
  public boolean exists(String name) throws SourceException {
    return session.probeTruth(
        "SELECT COUNT(*) FROM sys.databases WHERE name = "
            + nationalText(name)
            + " AND source_database_id = DB_ID() AND state = 0");
  }

  @Override
  public List<String> left() throws SourceException {
    return session
        .probeRows(
            "SELECT name FROM sys.databases WHERE source_database_id = DB_ID() AND LEFT(name, "
                + PREFIX.length()
                + ") = "
                + nationalText(PREFIX)
                + " ORDER BY name")
        .orElse(List.of())
        .stream()
        .map(row -> row.get(0))
        // Never drop a database without our prefix, whatever a server answers.
        .filter(name -> name.startsWith(PREFIX))
        .toList();
  }

  @Override
  public void create(String name) throws SourceException {
    List<String> files = new ArrayList<>();
    List<List<String>> sources = files();
    if (sources.isEmpty()) {
      throw new SourceException(
          SourceException.Kind.QUERY,
          session.address()
              + ": the login can't see the database's files, which a snapshot of it is made beside;"
              + " have it granted VIEW DEFINITION, or choose another consistency");
    }
    for (List<String> file : sources) {
      files.add(
          String.format(
              Locale.ROOT,
              "(NAME = %s, FILENAME = %s)",
              dialect.quote(file.get(0)),
              nationalText(file.get(1) + "." + name + ".ss")));
    }
    session.execute(
        session.address() + ": making the database snapshot " + name,
        "CREATE DATABASE "
            + dialect.quote(name)
            + " ON "
            + String.join(", ", files)
            + " AS SNAPSHOT OF "
            + dialect.quote(session.currentDatabase()));
  }

  @Override
  public void drop(String name) throws SourceException {
    session.execute(
        session.address() + ": dropping the database snapshot " + name,
        "DROP DATABASE " + dialect.quote(name));
  }

  /** Returns the database that a session's is a snapshot or a replica of. */
  static Optional<ImageOf> imageOf(Session session) throws SourceException {
    String current = session.currentDatabase();
    Optional<ImageOf> snapshot =
        session
            .probeRows(
                "SELECT DB_NAME(source_database_id), CONVERT(varchar(23), DATEADD(minute,"
                    + " DATEDIFF(minute, GETDATE(), GETUTCDATE()), create_date), 126)"
                    + " FROM sys.databases WHERE "
                    + SqlServer.THIS_DATABASE
                    + " AND source_database_id IS NOT NULL")
            .orElse(List.of())
            .stream()
            .filter(row -> row.size() == 2)
            // The login may not see the name, but always sees that the database is an image.
            .map(
                row ->
                    new ImageOf(row.get(0).isEmpty() ? current : row.get(0), instant(row.get(1))))
            .findFirst();
    return snapshot.isPresent() ? snapshot : replicaOf(session);
  }

  private static Optional<Instant> instant(String utc) {
    try {
      return Optional.of(LocalDateTime.parse(utc).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<ImageOf> replicaOf(Session session) throws SourceException {
    return session
        .probeRows(
            "SELECT name, 'read-only' FROM sys.databases WHERE "
                + SqlServer.THIS_DATABASE
                + " AND (is_in_standby = 1 OR (replica_id IS NOT NULL"
                + " AND DATABASEPROPERTYEX(name, 'Updateability') = 'READ_ONLY'))")
        .orElse(List.of())
        .stream()
        .filter(row -> row.size() == 2)
        .map(row -> new ImageOf(row.get(0), Optional.empty()))
        .findFirst();
  }
}
