package com.happypancake.database;

import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * SQL Server's database snapshots: read-only databases that show another one as it was when they
 * were made. Those that an extraction makes have names by which the next run finds them.
 */
public final class DatabaseSnapshots {

  private static final String PREFIX = "hpc_extract_";
  private static final int MAX_NAME = 128;

  private final SqlServerDialect dialect;

  DatabaseSnapshots(SqlServerDialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Returns the name of the snapshot for a dump.
   *
   * @param database that it shows
   * @param token tells dumps apart: letters and digits
   */
  public String name(String database, String token) {
    String start = PREFIX + database;
    int room = MAX_NAME - token.length() - 1;
    return start.substring(0, Math.min(start.length(), room)) + "_" + token;
  }

  /** Tells whether the login may make one, as far as the server tells beforehand. */
  public boolean mayCreate(Session session) throws SourceException {
    return session
        .probe(
            "SELECT CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'CREATE ANY DATABASE') = 1"
                + " AND SERVERPROPERTY('EngineEdition') NOT IN (5, 6, 8, 11) THEN 1 ELSE 0 END",
            ValueReader.wholeNumber())
        .filter(may -> may == 1)
        .isPresent();
  }

  /**
   * Returns why the rows of tables can't be read in one, as half a sentence; empty where they can.
   */
  public Optional<String> unreadable(Session session, List<LegacyTable> tables)
      throws SourceException {
    return SqlServerStorage.databaseObstacle(session, tables);
  }

  /** Tells whether the login sees the database's files, which a snapshot is made beside. */
  public boolean seesFiles(Session session) throws SourceException {
    return !files(session).isEmpty();
  }

  private static List<List<String>> files(Session session) throws SourceException {
    return session
        .probeRows(
            "SELECT name, physical_name FROM sys.database_files WHERE type = 0 ORDER BY file_id")
        .orElse(List.of());
  }

  /** Tells whether a snapshot of the session's database is there and sound. */
  public boolean exists(Session session, String name) throws SourceException {
    return session
        .probe(
            "SELECT COUNT(*) FROM sys.databases WHERE name = "
                + literal(name)
                + " AND source_database_id = DB_ID() AND state = 0",
            ValueReader.wholeNumber())
        .filter(count -> count > 0)
        .isPresent();
  }

  /** Returns the snapshots of the session's database that extractions made and left. */
  public List<String> left(Session session) throws SourceException {
    return session
        .probeRows(
            "SELECT name FROM sys.databases WHERE source_database_id = DB_ID() AND LEFT(name, "
                + PREFIX.length()
                + ") = "
                + literal(PREFIX)
                + " ORDER BY name")
        .orElse(List.of())
        .stream()
        .map(row -> row.get(0))
        // What is dropped by its name has to bear one of ours, whatever a server answers.
        .filter(name -> name.startsWith(PREFIX))
        .toList();
  }

  /**
   * Returns the database that the session's own is a snapshot of; empty where it is none.
   *
   * @throws SourceException if the connection breaks
   */
  public Optional<String> source(Session session) throws SourceException {
    return session.probe(
        "SELECT DB_NAME(source_database_id) FROM sys.databases WHERE database_id = DB_ID()"
            + " AND source_database_id IS NOT NULL",
        row -> row.getString(1));
  }

  /**
   * Makes a snapshot of the session's database: sparse files beside its own.
   *
   * @throws SourceException if the server refuses
   */
  public void create(Session session, String name) throws SourceException {
    List<String> files = new ArrayList<>();
    List<List<String>> sources = files(session);
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
              literal(file.get(1) + "." + name + ".ss")));
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

  /**
   * Drops a snapshot.
   *
   * @throws SourceException if the server refuses, as while somebody reads it
   */
  public void drop(Session session, String name) throws SourceException {
    session.execute(
        session.address() + ": dropping the database snapshot " + name,
        "DROP DATABASE " + dialect.quote(name));
  }

  private static String literal(String text) {
    return "N'" + text.replace("'", "''") + "'";
  }
}
