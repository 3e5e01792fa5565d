package com.happypancake.extractor.source;

import com.google.protobuf.ByteString;
import com.happypancake.extractor.source.SourceException.Kind;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Source;
import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Microsoft SQL Server through its own driver. A login that may only read the tables will do; all
 * else is tried and done without where it fails.
 */
final class SqlServerDialect implements Dialect {

  static final String SCHEME = "jdbc:sqlserver:";

  /** SQLServerConnection.TRANSACTION_SNAPSHOT. */
  private static final int SNAPSHOT = 4096;

  private static final int PROBE_SECONDS = 15;
  private static final int CANCEL_SECONDS = 10;
  private static final int DECIMALS_OF_MONEY = 4;

  /** Held here, since a logger that nobody holds forgets its level. */
  private static final Logger DRIVER_LOGGER = Logger.getLogger("com.microsoft.sqlserver.jdbc");

  private static final ColumnReader UTF_16 =
      (rows, index, field, row) -> {
        byte[] value = rows.getBytes(index);
        if (value != null) {
          row.putUtf16(field, value);
        }
      };

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
    put(properties, parsed, "cancelQueryTimeout", Integer.toString(CANCEL_SECONDS));
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
    return List.of("SET LOCK_TIMEOUT " + lock.toMillis());
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
  public boolean allowsSnapshot(Session session) throws SourceException {
    Optional<Long> state =
        session.probe(
            "SELECT snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()",
            ValueReader.wholeNumber());
    if (state.isEmpty()) {
      session.note("read-committed, because the login can't see whether snapshots are allowed");
    } else if (state.get() != 1) {
      session.note("read-committed, because the database has ALLOW_SNAPSHOT_ISOLATION off");
    }
    return state.filter(value -> value == 1).isPresent();
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
  public Source identify(Session session) throws SourceException {
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

  @Override
  public Optional<Instant> clock(Session session, ZoneId zone) throws SourceException {
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

  @Override
  public OptionalLong estimatedRows(Session session, LegacyTable table) throws SourceException {
    return session
        .probe(
            "SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID("
                + literal(table)
                + ") AND index_id IN (0, 1)",
            ValueReader.wholeNumber())
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  @Override
  public Optional<ByteString> rowversionMark(Session session) throws SourceException {
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

  @Override
  public OptionalLong changeTrackingVersion(Session session) throws SourceException {
    return session
        .probe("SELECT CHANGE_TRACKING_CURRENT_VERSION()", ValueReader.wholeNumber())
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  @Override
  public boolean tracksChanges(Session session, LegacyTable table) throws SourceException {
    return session
        .probe(
            "SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(" + literal(table) + "))",
            ValueReader.wholeNumber())
        .isPresent();
  }

  @Override
  public boolean isRowversion(ActualColumn column) {
    return type(column).filter(type -> type == ColumnType.ROWVERSION).isPresent();
  }

  @Override
  public Optional<ColumnReader> reader(ColumnType wanted, ActualColumn actual) {
    Optional<ColumnType> held = type(actual);
    if (held.isEmpty()) {
      return Optional.empty();
    }
    Optional<ColumnReader> reader = ColumnReaders.lossless(wanted, held.get());
    return held.get() == ColumnType.UNICODE_TEXT ? reader.map(any -> UTF_16) : reader;
  }

  /** Returns how a type is held; the driver says {@code int identity} of some int columns. */
  private static Optional<ColumnType> type(ActualColumn column) {
    String name = column.typeName().toLowerCase(Locale.ROOT);
    if ((name.equals("decimal") || name.equals("numeric")) && column.scale() <= DECIMALS_OF_MONEY) {
      return Optional.of(ColumnType.MONEY);
    }
    int blank = name.indexOf(' ');
    return ColumnType.of(blank < 0 ? name : name.substring(0, blank));
  }
}
