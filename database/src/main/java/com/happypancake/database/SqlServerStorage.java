package com.happypancake.database;

import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.List;
import java.util.Optional;

/**
 * What of SQL Server's ways to keep tables no snapshot shows: memory-optimised tables, from 2014
 * on, and FILESTREAM columns. Where the server does not tell, it is taken to have none.
 */
final class SqlServerStorage {

  private SqlServerStorage() {}

  /** Returns why a snapshot transaction can't read all tables: errors 41332 and 41333. */
  static Optional<String> transactionObstacle(Session session, List<LegacyTable> tables)
      throws SourceException {
    return first(session, tables, "t.is_memory_optimized = 1")
        .map(
            table ->
                table + " is memory-optimised, and a snapshot transaction can't read such a table");
  }

  /**
   * Returns why no database snapshot can be made, or not all tables be read in one: its FILESTREAM
   * filegroups are offline, so that a query fails amid its rows.
   */
  static Optional<String> databaseObstacle(Session session, List<LegacyTable> tables)
      throws SourceException {
    boolean memory =
        session
            .probe(
                "SELECT COUNT(*) FROM sys.filegroups WHERE type = 'FX'", ValueReader.wholeNumber())
            .filter(count -> count > 0)
            .isPresent();
    if (memory) {
      return Optional.of(
          "the database has a filegroup of memory-optimised tables, of which there are no"
              + " snapshots");
    }
    return first(
            session,
            tables,
            "EXISTS (SELECT 1 FROM sys.columns c WHERE c.object_id = t.object_id"
                + " AND c.is_filestream = 1)")
        .map(table -> table + " has a FILESTREAM column, which a database snapshot does not show");
  }

  private static Optional<String> first(Session session, List<LegacyTable> tables, String condition)
      throws SourceException {
    List<List<String>> rows =
        session
            .probeRows(
                "SELECT s.name, t.name FROM sys.tables t"
                    + " JOIN sys.schemas s ON s.schema_id = t.schema_id WHERE "
                    + condition)
            .orElse(List.of());
    return tables.stream()
        .filter(
            table ->
                rows.stream()
                    .anyMatch(
                        row ->
                            row.size() == 2
                                && row.get(0).equalsIgnoreCase(table.schema())
                                && row.get(1).equalsIgnoreCase(table.name())))
        .map(LegacyTable::qualifiedName)
        .findFirst();
  }
}
