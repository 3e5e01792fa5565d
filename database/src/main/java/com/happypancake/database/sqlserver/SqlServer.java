package com.happypancake.database.sqlserver;

import com.happypancake.database.Catalogue;
import com.happypancake.database.ChangeTracking;
import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.Connector;
import com.happypancake.database.Credentials;
import com.happypancake.database.DatabaseAddress;
import com.happypancake.database.DatabaseErrors;
import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.DatabaseSnapshots;
import com.happypancake.database.Dialect;
import com.happypancake.database.InformationSchemaCatalogue;
import com.happypancake.database.ServerFacts;
import com.happypancake.database.ServerLoad;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.database.column.ColumnTypes;
import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Microsoft SQL Server, 2008 or later. */
public final class SqlServer implements DatabaseProduct {

  static final String NAME = "Microsoft SQL Server";
  static final String SCHEME = "jdbc:sqlserver:";

  /** SQLServerConnection.TRANSACTION_SNAPSHOT. */
  private static final int SNAPSHOT = 4096;

  private static final int PROBE_SECONDS = 15;

  /** Held here, since a logger that nobody holds forgets its level. */
  private static final Logger DRIVER_LOGGER = Logger.getLogger("com.microsoft.sqlserver.jdbc");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String urlScheme() {
    return SCHEME;
  }

  @Override
  public String urlForm() {
    return SCHEME + "//<host>:<port>;databaseName=<database>";
  }

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
      throw SourceException.ofSecretInUrl(secret.get());
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
    return List.of(
        "SET LOCK_TIMEOUT " + settings.lockTimeout().toMillis(), "SET DEADLOCK_PRIORITY -10");
  }

  @Override
  public void limitProbe(Statement statement) throws SQLException {
    statement.setQueryTimeout(PROBE_SECONDS);
  }

  @Override
  public int snapshotIsolation() {
    return SNAPSHOT;
  }

  @Override
  public DatabaseErrors errors() {
    return new SqlServerErrors();
  }

  @Override
  public Dialect dialect() {
    return new SqlServerDialect();
  }

  @Override
  public ColumnTypes types() {
    return new SqlServerTypes();
  }

  @Override
  public List<Catalogue> catalogues() {
    return List.of(new SqlServerCatalogue(), new InformationSchemaCatalogue());
  }

  @Override
  public ServerFacts facts(Session session) {
    return new SqlServerFacts(session);
  }

  @Override
  public Optional<DatabaseSnapshots> databaseSnapshots(Session session) {
    return Optional.of(new SqlServerSnapshots(session));
  }

  @Override
  public Optional<ChangeTracking> changeTracking(Session session) {
    return Optional.of(new SqlServerFacts(session));
  }

  @Override
  public Optional<ServerLoad> serverLoad(Session session) {
    return Optional.of(new SqlServerFacts(session));
  }
}
