package com.happypancake.database;

import com.google.protobuf.ByteString;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Source;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
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

  /** Tells whether the same query may succeed a little later; a lost connection is told apart. */
  boolean isTransient(SQLException e);

  /** Returns a statement that puts a session into another database of the server. */
  String use(String database);

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

  /**
   * Returns why no snapshot transaction may be tried, as half a sentence; empty where one may.
   *
   * @param tables that are to be read
   */
  Optional<String> snapshotObstacle(Session session, List<LegacyTable> tables)
      throws SourceException;

  /** Finds out what the source understands, by trying it on a table. */
  Features features(Session session, LegacyTable table) throws SourceException;

  /** Finds out what the source would give otherwise than it holds it, or leave out. */
  Concealment concealment(Session session) throws SourceException;

  /** Finds out which database this is. */
  Source identify(Session session) throws SourceException;

  /**
   * Reads the source's own clock.
   *
   * @param zone of the country's wall clocks, for sources that tell no other time
   */
  Optional<Instant> clock(Session session, ZoneId zone) throws SourceException;

  /** Returns the ways to ask which tables there are, the one that tells most first. */
  List<Catalogue> catalogues();

  /** Estimates a table's rows where that costs nothing. */
  OptionalLong estimatedRows(Session session, LegacyTable table) throws SourceException;

  /** Estimates how many bytes a table's rows take in the source, where that costs little. */
  OptionalLong estimatedBytes(Session session, LegacyTable table) throws SourceException;

  /**
   * Reads a mark below which every rowversion is of a row that a read begun from now on shows: 8
   * bytes.
   */
  Optional<ByteString> rowversionMark(Session session) throws SourceException;

  /**
   * Returns the rowversion that is given out next, if no transaction is amid a change.
   *
   * <p>The same value as at another time proves that no row with a rowversion was inserted or
   * changed in between. The least active one alone does not: it stands still while a transaction is
   * open, whatever others do.
   *
   * @return empty where one is amid a change, or the source does not tell
   */
  Optional<ByteString> settledRowversion(Session session) throws SourceException;

  /** Reads the database's Change Tracking version. */
  OptionalLong changeTrackingVersion(Session session) throws SourceException;

  /**
   * Finds the index in whose order a table lies.
   *
   * @return empty where it lies in none, or the source does not tell
   */
  List<IndexColumn> clusteredIndex(Session session, LegacyTable table) throws SourceException;

  /**
   * Returns how values of a column become literals.
   *
   * @return empty for a type whose values have none that compares exactly
   */
  Optional<KeyLiteral> literal(ActualColumn column);

  /** Returns binary data as a literal. */
  String literal(ByteString value);

  /**
   * Returns a value as a literal of a column's own type, if {@link #literal(ActualColumn)} has any.
   *
   * @param value a Boolean, Long, BigDecimal, LocalDate, LocalTime, LocalDateTime, OffsetDateTime,
   *     UUID, String or byte[], as the type has it
   */
  String literal(ActualColumn column, Object value);

  /**
   * Returns a query of the keys that Change Tracking knows to be gone; empty where the source has
   * no such thing.
   *
   * @param columns of the key, as the database spells them
   * @param version since which
   */
  Optional<String> deletedKeys(LegacyTable table, List<String> columns, long version);

  /**
   * Reads the first version of a table's changes that Change Tracking still remembers; empty where
   * it does not follow the table, or nobody may see that.
   */
  OptionalLong firstTrackedVersion(Session session, LegacyTable table) throws SourceException;

  /**
   * Finds out whether the session's database is only an image of another one, whose marks it can't
   * tell: a database snapshot, or a replica.
   *
   * @return the database that it is an image of
   */
  Optional<ImageOf> imageOf(Session session) throws SourceException;

  /**
   * The database that another one is an image of.
   *
   * @param database its name
   * @param instant when a snapshot was made, in the source's own UTC; empty for a replica
   */
  record ImageOf(String database, Optional<Instant> instant) {}

  /**
   * Returns what follows a table's name in a query of some of its rows, which reads no more pages
   * than it has to; empty where the source has no such thing.
   *
   * @param share of the rows, above 0 and at most 1
   */
  Optional<String> sample(double share);

  /** Returns the source's database snapshots; empty where it has no such thing. */
  Optional<DatabaseSnapshots> databaseSnapshots();

  /** Counts the sessions that wait for locks which an extraction holds, where that is permitted. */
  OptionalLong blockedSessions(Session session) throws SourceException;

  /**
   * Returns which share of the requests of others has been waiting for a second or more, where that
   * is permitted: 0 to 1, and 0 where only a few wait. What waits for its client, for its own
   * threads or for a given time does not count.
   */
  OptionalDouble waitingShare(Session session) throws SourceException;

  /** Tells whether {@link #blockedSessions} and {@link #waitingShare} see sessions of others. */
  boolean seesOtherSessions(Session session) throws SourceException;

  /** Tells whether the database sets a column anew with each change of its row. */
  boolean isRowversion(ActualColumn column);

  /**
   * Finds the reader for a column.
   *
   * @param wanted what the schema declares
   * @return empty where the field can't hold all that the column may
   */
  Optional<ColumnReader> reader(LegacyColumn wanted, ActualColumn actual);
}
