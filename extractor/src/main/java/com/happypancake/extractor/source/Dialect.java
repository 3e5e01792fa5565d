package com.happypancake.extractor.source;

import com.google.protobuf.ByteString;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Source;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * All that one database product has of its own: URLs, properties, spelling, probes, types.
 *
 * <p>Whatever takes a {@link Session} asks the source by probes: what it can't or may not answer
 * comes back empty, with a note where something is lost by it, and never as an error.
 */
public sealed interface Dialect permits SqlServerDialect, H2Dialect {

  /**
   * Returns the dialect that a URL speaks.
   *
   * @throws SourceException if none does; the message has no part of the URL but its scheme
   */
  static Dialect of(String url) throws SourceException {
    if (url.startsWith(SqlServerDialect.SCHEME)) {
      return new SqlServerDialect();
    }
    if (url.startsWith(H2Dialect.SCHEME)) {
      return new H2Dialect();
    }
    throw new SourceException(
        SourceException.Kind.UNREACHABLE,
        String.format(
            Locale.ROOT,
            "the source's URL is of no database that can be read; expected"
                + " %s//<host>:<port>;databaseName=<database> or %s<database>",
            SqlServerDialect.SCHEME,
            H2Dialect.SCHEME));
  }

  /** Returns the product's driver. */
  Connector driver();

  /**
   * Returns the part of a URL that may be shown.
   *
   * @throws SourceException if the URL carries credentials or other secrets
   */
  DatabaseAddress address(String url) throws SourceException;

  /** Returns what to connect with, but for properties that the URL sets itself. */
  Properties properties(String url, Optional<Credentials> credentials, ConnectionSettings settings);

  /** Returns statements to begin a session with, of which each may fail. */
  List<String> sessionSettings(ConnectionSettings settings);

  /**
   * Keeps a probe from taking long.
   *
   * @throws SQLException if the driver can't
   */
  void limitProbe(Statement statement) throws SQLException;

  /** Explains why there is no connection. */
  SourceException connectFailure(DatabaseAddress address, SQLException e);

  /** Returns what to do about a failed query, as the end of a sentence. */
  String advice(SQLException e);

  /** Tells whether a query failed because its table is not there. */
  boolean isMissingTable(SQLException e);

  /** Returns a name as SQL has it, whatever characters it has. */
  String quote(String name);

  /** Returns a table's name as SQL has it, with its schema. */
  default String quote(LegacyTable table) {
    return quote(table.schema()) + "." + quote(table.name());
  }

  /** Returns a query of at most one row, which touches the table. */
  String firstRow(LegacyTable table);

  /** Returns the JDBC number of the isolation level that shows one instant to a transaction. */
  int snapshotIsolation();

  /** Tells whether a snapshot transaction may be tried; notes why not. */
  boolean allowsSnapshot(Session session) throws SourceException;

  /** Finds out what the source understands, by trying it on a table. */
  Features features(Session session, LegacyTable table) throws SourceException;

  /** Finds out which database this is. */
  Source identify(Session session) throws SourceException;

  /**
   * Reads the source's own clock.
   *
   * @param zone of the country's wall clocks, for sources that tell no other time
   */
  Optional<Instant> clock(Session session, ZoneId zone) throws SourceException;

  /** Estimates a table's rows where that costs nothing. */
  OptionalLong estimatedRows(Session session, LegacyTable table) throws SourceException;

  /**
   * Reads a mark below which every rowversion is of a row that a read begun from now on shows: 8
   * bytes.
   */
  Optional<ByteString> rowversionMark(Session session) throws SourceException;

  /** Reads the database's Change Tracking version. */
  OptionalLong changeTrackingVersion(Session session) throws SourceException;

  /** Tells whether Change Tracking follows a table, and the login may see that. */
  boolean tracksChanges(Session session, LegacyTable table) throws SourceException;

  /** Tells whether the database sets a column anew with each change of its row. */
  boolean isRowversion(ActualColumn column);

  /**
   * Finds the reader for a column.
   *
   * @param wanted what the schema declares
   * @return empty where the field can't hold all that the column may
   */
  Optional<ColumnReader> reader(ColumnType wanted, ActualColumn actual);
}
