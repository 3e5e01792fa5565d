package com.happypancake.database;

import com.google.protobuf.ByteString;
import com.happypancake.database.SourceException.Kind;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Source;
import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Microsoft SQL Server through its own driver. A login that may only read the tables will do; all
 * else is tried and done without where it fails.
 */
final class SqlServerDialect implements Dialect {

  static final String SCHEME = "jdbc:sqlserver:";

  /** SQLServerConnection.TRANSACTION_SNAPSHOT. */
  private static final int SNAPSHOT = 4096;

  private static final int PROBE_SECONDS = 15;

  /** Held here, since a logger that nobody holds forgets its level. */
  private static final Logger DRIVER_LOGGER = Logger.getLogger("com.microsoft.sqlserver.jdbc");

  @Override
  public Connector driver() {
    if (DRIVER_LOGGER.getLevel() == null) {
      DRIVER_LOGGER.setLevel(Level.OFF);
    }
    return new SQLServerDriver()::connect;
  }

  @Override
  public DatabaseAddress address(String url) throws SourceException {
    SqlServerUrl parsed = SqlServerUrl.parse(url);
    Optional<String> secret = parsed.secret();
    if (secret.isPresent()) {
      throw new SourceException(
          Kind.LOGIN,
          "the source's URL holds "
              + secret.get()
              + ", and a URL shows in process lists and logs; take it out, and give credentials by"
              + " the environment, a file or the prompt, as the command's help tells");
    }
    return parsed.address();
  }

  @Override
  public Properties properties(
      String url, Optional<Credentials> credentials, ConnectionSettings settings) {
    SqlServerUrl parsed = SqlServerUrl.parse(url);
    Properties properties = new Properties();
    put(properties, parsed, "applicationName", "hpc extract");
    put(properties, parsed, "loginTimeout", Long.toString(settings.loginTimeout().toSeconds()));
    put(properties, parsed, "socketTimeout", Long.toString(settings.socketTimeout().toMillis()));
    put(properties, parsed, "queryTimeout", Long.toString(settings.queryTimeout().toSeconds()));
    put(properties, parsed, "packetSize", Integer.toString(settings.packetBytes()));
    put(properties, parsed, "selectMethod", "direct");
    put(properties, parsed, "responseBuffering", "adaptive");
    credentials.ifPresent(given -> given.putInto(properties));
    return properties;
  }

  private static void put(Properties properties, SqlServerUrl url, String name, String value) {
    if (!url.sets(name)) {
      properties.setProperty(name, value);
    }
  }

  @Override
  public List<String> sessionSettings(ConnectionSettings settings) {
    Duration lock = settings.lockTimeout();
    return List.of("SET LOCK_TIMEOUT " + lock.toMillis(), "SET DEADLOCK_PRIORITY -10");
  }

  @Override
  public void limitProbe(Statement statement) throws SQLException {
    statement.setQueryTimeout(PROBE_SECONDS);
  }

  @Override
  public SourceException connectFailure(DatabaseAddress address, SQLException e) {
    return SqlServerErrors.connectFailure(address, e);
  }

  @Override
  public String advice(SQLException e) {
    return SqlServerErrors.advice(e);
  }

  @Override
  public boolean isMissingTable(SQLException e) {
    return e.getErrorCode() == SqlServerErrors.NO_SUCH_TABLE;
  }

  @Override
  public boolean isTransient(SQLException e) {
    return SqlServerErrors.isTransient(e);
  }

  @Override
  public String use(String database) {
    return "USE " + quote(database);
  }

  @Override
  public String quote(String name) {
    return "[" + name.replace("]", "]]") + "]";
  }

  private String literal(LegacyTable table) {
    return "N'" + quote(table).replace("'", "''") + "'";
  }

  @Override
  public String firstRow(LegacyTable table) {
    return "SELECT TOP (1) 1 FROM " + quote(table);
  }

  @Override
  public int snapshotIsolation() {
    return SNAPSHOT;
  }

  @Override
  public Optional<String> snapshotObstacle(Session session, List<LegacyTable> tables)
      throws SourceException {
    Optional<String> off = SqlServerEstimates.snapshotObstacle(session);
    return off.isPresent() ? off : SqlServerStorage.transactionObstacle(session, tables);
  }

  @Override
  public Features features(Session session, LegacyTable table) throws SourceException {
    String none = " FROM " + quote(table) + " WHERE 1 = 0";
    String hint = " OPTION (MAXDOP 1)";
    boolean takesHint = session.understands("SELECT 1" + none + hint);
    if (!takesHint) {
      session.note("the source does not take OPTION (MAXDOP 1); queries run without it");
    }
    for (String count : List.of("COUNT_BIG(*)", "COUNT(*)")) {
      if (session.understands("SELECT " + count + none)) {
        return new Features(takesHint ? hint : "", Optional.of(count));
      }
    }
    session.note("the source does not count rows, so nothing is held against their number");
    return new Features(takesHint ? hint : "", Optional.empty());
  }

  @Override
  public Concealment concealment(Session session) throws SourceException {
    return SqlServerConcealment.read(session);
  }

  @Override
  public Source identify(Session session) throws SourceException {
    return SqlServerIdentity.of(session);
  }

  @Override
  public Optional<Instant> clock(Session session, ZoneId zone) throws SourceException {
    return SqlServerIdentity.clock(session, zone);
  }

  @Override
  public List<Catalogue> catalogues() {
    return List.of(new SqlServerCatalogue(), new InformationSchemaCatalogue());
  }

  @Override
  public OptionalLong estimatedRows(Session session, LegacyTable table) throws SourceException {
    return SqlServerEstimates.rows(session, literal(table));
  }

  @Override
  public OptionalLong estimatedBytes(Session session, LegacyTable table) throws SourceException {
    return SqlServerEstimates.bytes(session, literal(table));
  }

  @Override
  public Optional<ByteString> rowversionMark(Session session) throws SourceException {
    return SqlServerMarks.rowversion(session);
  }

  @Override
  public Optional<ByteString> settledRowversion(Session session) throws SourceException {
    return SqlServerMarks.settledRowversion(session);
  }

  @Override
  public OptionalLong changeTrackingVersion(Session session) throws SourceException {
    return SqlServerMarks.changeTrackingVersion(session);
  }

  @Override
  public List<IndexColumn> clusteredIndex(Session session, LegacyTable table)
      throws SourceException {
    return session
        .probeRows(
            "SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END, CASE WHEN"
                + " c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name ="
                + " CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 ELSE 0"
                + " END FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id"
                + " AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id"
                + " AND c.column_id = ic.column_id LEFT JOIN sys.types t ON t.user_type_id ="
                + " c.system_type_id WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id ="
                + " OBJECT_ID("
                + literal(table)
                + ") ORDER BY ic.key_ordinal")
        .orElse(List.of())
        .stream()
        .filter(row -> row.size() == 3)
        .map(row -> new IndexColumn(row.get(0), row.get(1).equals("1"), row.get(2).equals("1")))
        .toList();
  }

  @Override
  public Optional<KeyLiteral> literal(ActualColumn column) {
    return SqlServerLiterals.of(column);
  }

  @Override
  public String literal(ByteString value) {
    return "0x" + HexFormat.of().formatHex(value.toByteArray());
  }

  @Override
  public String literal(ActualColumn column, Object value) {
    return SqlServerLiterals.of(column, value);
  }

  @Override
  public Optional<String> deletedKeys(LegacyTable table, List<String> columns, long version) {
    String names =
        columns.stream().map(name -> "ct." + quote(name)).collect(Collectors.joining(", "));
    return Optional.of(
        "SELECT "
            + names
            + " FROM CHANGETABLE(CHANGES "
            + quote(table)
            + ", "
            + version
            + ") AS ct WHERE ct.SYS_CHANGE_OPERATION = 'D'");
  }

  @Override
  public OptionalLong firstTrackedVersion(Session session, LegacyTable table)
      throws SourceException {
    return SqlServerMarks.firstTrackedVersion(session, literal(table));
  }

  @Override
  public Optional<ImageOf> imageOf(Session session) throws SourceException {
    return SqlServerMarks.imageOf(session);
  }

  @Override
  public Optional<String> sample(double share) {
    return Optional.of(
        String.format(
            Locale.ROOT, " TABLESAMPLE SYSTEM (%.6f PERCENT) REPEATABLE (1)", 100 * share));
  }

  @Override
  public Optional<DatabaseSnapshots> databaseSnapshots() {
    return Optional.of(new DatabaseSnapshots(this));
  }

  @Override
  public OptionalLong blockedSessions(Session session) throws SourceException {
    return session
        .probe(
            "SELECT COUNT(*) FROM sys.dm_exec_requests WHERE blocking_session_id IN"
                + " (SELECT session_id FROM sys.dm_exec_sessions WHERE program_name = APP_NAME())",
            ValueReader.wholeNumber())
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  @Override
  public OptionalDouble waitingShare(Session session) throws SourceException {
    return SqlServerEstimates.waitingShare(session);
  }

  @Override
  public boolean seesOtherSessions(Session session) throws SourceException {
    return SqlServerEstimates.seesOtherSessions(session);
  }

  @Override
  public boolean isRowversion(ActualColumn column) {
    return SqlServerColumns.type(column).filter(type -> type == ColumnType.ROWVERSION).isPresent();
  }

  @Override
  public Optional<ColumnReader> reader(LegacyColumn wanted, ActualColumn actual) {
    return SqlServerColumns.reader(wanted, actual);
  }
}
