package com.happypancake.database.sqlserver;

import com.happypancake.database.Catalogue;
import com.happypancake.database.ChangeTracking;
import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.Credentials;
import com.happypancake.database.DatabaseErrors;
import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.DatabaseProduct.Connector;
import com.happypancake.database.DatabaseProduct.DatabaseAddress;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
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
    Url parsed = Url.parse(url);
    Optional<String> secret = parsed.secret();
    if (secret.isPresent()) {
      throw SourceException.ofSecretInUrl(secret.get());
    }
    return parsed.address();
  }

  @Override
  public Properties properties(
      String url, Optional<Credentials> credentials, ConnectionSettings settings) {
    Url parsed = Url.parse(url);
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

  private static void put(Properties properties, Url url, String name, String value) {
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

  /**
   * A URL of the Microsoft driver: {@code jdbc:sqlserver://<host>[\<instance>][:<port>]} and
   * properties, each after a semicolon. A value that holds a semicolon stands in braces.
   */
  private static final class Url {

    private final String authority;
    private final Map<String, String> properties = new TreeMap<>();

    private Url(String authority) {
      this.authority = authority;
    }

    static Url parse(String url) {
      String rest = url.substring(SCHEME.length());
      rest = rest.startsWith("//") ? rest.substring(2) : rest;
      int end = rest.indexOf(';');
      Url parsed = new Url(end < 0 ? rest : rest.substring(0, end));
      parsed.parseProperties(end < 0 ? "" : rest.substring(end + 1));
      return parsed;
    }

    private void parseProperties(String text) {
      int at = 0;
      while (at < text.length()) {
        int equals = text.indexOf('=', at);
        if (equals < 0) {
          return;
        }
        String name = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
        int end;
        if (text.startsWith("{", equals + 1)) {
          int brace = closingBrace(text, equals + 2);
          put(name, text.substring(equals + 2, brace));
          end = text.indexOf(';', brace);
        } else {
          end = text.indexOf(';', equals);
          put(name, text.substring(equals + 1, end < 0 ? text.length() : end).strip());
        }
        at = end < 0 ? text.length() : end + 1;
      }
    }

    /** A name may have stray semicolons before it, which the driver skips. */
    private void put(String name, String value) {
      properties.put(name.substring(name.lastIndexOf(';') + 1).strip(), value);
    }

    /** Returns where a value ends; a brace in it is doubled. */
    private static int closingBrace(String text, int from) {
      int at = from;
      while (at < text.length()) {
        if (text.charAt(at) == '}') {
          if (!text.startsWith("}}", at)) {
            return at;
          }
          at++;
        }
        at++;
      }
      return text.length();
    }

    /** Tells whether the URL sets a property, in whatever case. */
    boolean sets(String name) {
      return properties.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** Returns the first secret that the URL holds: its property's name or its place, no value. */
    Optional<String> secret() {
      if (authority.contains("@")) {
        return Optional.of("a user before the host");
      }
      return properties.keySet().stream()
          .filter(Url::isSecret)
          .map(name -> "'" + name + "'")
          .findFirst();
    }

    private static boolean isSecret(String name) {
      return switch (name) {
        case "user", "username", "uid", "pwd" -> true;
        default ->
            name.contains("password")
                || name.contains("secret")
                || name.contains("token")
                || name.contains("clientkey");
      };
    }

    DatabaseAddress address() {
      String server = authority;
      if (server.isEmpty()) {
        server = first("servername", "server").orElse("localhost");
        server += first("portnumber", "port").map(port -> ":" + port).orElse("");
      }
      return new DatabaseAddress(server, first("databasename", "database").orElse(""));
    }

    private Optional<String> first(String... names) {
      for (String name : names) {
        String value = properties.get(name);
        if (value != null) {
          return Optional.of(value);
        }
      }
      return Optional.empty();
    }
  }
}
