package com.happypancake.database.sqlserver;

import com.happypancake.database.Catalogue;
import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.Credentials;
import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.DatabaseProduct.Connector;
import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import com.happypancake.database.DatabaseSnapshots;
import com.happypancake.database.ServerFacts;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.database.SourceException.Kind;
import com.happypancake.database.SqlErrorClass;
import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft SQL Server, 2008 or later, and the meaning of its error numbers. The driver's own
 * errors have number 0, and their messages concern hosts and protocols. The server's messages may
 * name the login, so they are hidden.
 */
public final class SqlServer extends DatabaseProduct {

  static final String NAME = "Microsoft SQL Server";
  static final String SCHEME = "jdbc:sqlserver:";

  /**
   * The condition for the session's database in sys.databases. On Azure SQL Database, DB_ID() may
   * be another number than database_id there.
   */
  static final String THIS_DATABASE = "name = DB_NAME()";

  /** SQLServerConnection.TRANSACTION_SNAPSHOT. */
  private static final int SNAPSHOT = 4096;

  private static final int PROBE_SECONDS = 15;

  /** "Invalid object name". */
  private static final int NO_SUCH_TABLE = 208;

  /** "Cannot be opened. It has been marked SUSPECT by recovery". A full snapshot stays suspect. */
  private static final int SUSPECT = 926;

  /** A strong reference, since a logger without one may be dropped with its level. */
  private static final Logger DRIVER_LOGGER = Logger.getLogger("com.microsoft.sqlserver.jdbc");

  /** Creates the product, which has no state. */
  public SqlServer() {
    super(
        NAME,
        SCHEME,
        "//<host>:<port>;databaseName=<database>",
        new SqlServerDialect(),
        new SqlServerTypes());
  }

  /**
   * {@inheritDoc}
   *
   * <p>The URL can name another way to log in.
   */
  @Override
  public boolean asksForLogin(String url) {
    Map<String, String> properties = Url.parse(url).properties();
    return !properties.getOrDefault("integratedsecurity", "false").equalsIgnoreCase("true")
        && !properties
            .getOrDefault("authentication", "")
            .toLowerCase(Locale.ROOT)
            .matches("activedirectory(integrated|managedidentity|msi|default|interactive)");
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
    Properties properties = new Properties();
    properties.setProperty("applicationName", "hpc extract");
    properties.setProperty("loginTimeout", Long.toString(settings.loginTimeout().toSeconds()));
    properties.setProperty("socketTimeout", Long.toString(settings.socketTimeout().toMillis()));
    properties.setProperty("queryTimeout", Long.toString(settings.queryTimeout().toSeconds()));
    properties.setProperty("packetSize", Integer.toString(settings.packetBytes()));
    properties.setProperty("selectMethod", "direct");
    properties.setProperty("responseBuffering", "adaptive");
    Url parsed = Url.parse(url);
    properties.stringPropertyNames().stream().filter(parsed::sets).forEach(properties::remove);
    credentials.ifPresent(given -> given.putInto(properties));
    return properties;
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
  public List<Catalogue> catalogues() {
    return List.of(new SqlServerCatalogue(), new Catalogue());
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
  public SourceException connectFailure(DatabaseAddress address, SQLException e) {
    return switch (e.getErrorCode()) {
      case 0 -> driverFailure(address, e);
      case 4060, 4064 ->
          SourceException.ofConnecting(
              Kind.LOGIN,
              address,
              "the database can't be opened",
              "see whether databaseName in the URL is right and the login may use it",
              e);
      case 18452, 18456, 18470, 18486, 18487, 18488 ->
          SourceException.ofConnecting(
              Kind.LOGIN,
              address,
              "the login is refused",
              "see whether user and password are right and the login is enabled",
              e);
      default ->
          SourceException.ofConnecting(
              Kind.UNREACHABLE, address, "no connection", "look the error's number up", e);
    };
  }

  private static SourceException driverFailure(DatabaseAddress address, SQLException e) {
    boolean tls = isTls(e);
    String what = tls ? ": no encrypted connection: " : ": no connection: ";
    String advice =
        tls
            ? "; have Java trust the server's certificate (trustStore=<file> in the URL), or, for a"
                + " server that you trust without, put trustServerCertificate=true or encrypt=false"
                + " into the URL"
            : "; see whether the URL is right and the server runs";
    return new SourceException(Kind.UNREACHABLE, address + what + e.getMessage() + advice, e);
  }

  private static boolean isTls(SQLException e) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (cause instanceof SSLException
          || (message != null && (message.contains("(SSL)") || message.contains("PKIX")))) {
        return true;
      }
    }
    return false;
  }

  /** {@inheritDoc} The numbers are those of sys.messages, and of Azure SQL Database. */
  @Override
  public SqlErrorClass classify(SQLException e) {
    return switch (e.getErrorCode()) {
      case 229, 230, 262, 297, 300, 916, 2571, 15151, 15247 -> SqlErrorClass.MISSING_RIGHTS;
      // 1088 and 4902 are about an object that does not exist or that the login may not see.
      case NO_SUCH_TABLE, 1088, 4902 -> SqlErrorClass.NO_SUCH_TABLE;
      case 207, 4104 -> SqlErrorClass.NO_SUCH_COLUMN;
      case 102, 105, 155, 156, 170, 174, 189, 195, 243, 319, 321, 343 ->
          SqlErrorClass.NOT_UNDERSTOOD;
      case 448, 487, 2715, 2812, 4121, 8116, 22104, 22105, 22117, 40510, 40512, 40515 ->
          SqlErrorClass.NOT_UNDERSTOOD;
      case 1222 -> SqlErrorClass.LOCKED;
      case 1205 -> SqlErrorClass.DEADLOCK;
      case 601, 3906, 3908, 3960, 3961, 3966 -> SqlErrorClass.CONFLICT;
      case 596, 6005, 10053, 10054, 10060 -> SqlErrorClass.LOST;
      case 701, 844, 845, 921, 922, 923, 924, 927, 952, 976, 978, 979, 982, 983, 988 ->
          SqlErrorClass.BUSY;
      case 1204, 4060, 4221, 8628, 8645, 8651, 10928, 10929, 17142, 18401 -> SqlErrorClass.BUSY;
      case 40143, 40197, 40501, 40540, 40613, 42108, 42109, 49918, 49919, 49920 ->
          SqlErrorClass.BUSY;
      default -> classifyByState(e);
    };
  }

  @Override
  public String advice(SQLException e) {
    if (e instanceof SQLTimeoutException) {
      return "it timed out before its first row: run it again when the server has less to do, or"
          + " with a longer --query-timeout";
    }
    return switch (e.getErrorCode()) {
      case NO_SUCH_TABLE, 207 ->
          "a table or a column of it is gone: run it again to see how the database differs";
      case 229, 230, 297, 300 -> "the login needs SELECT on the table: db_datareader will do";
      case SUSPECT ->
          "the database is suspect: where it is the extraction's own snapshot, the disk of the"
              + " database's files was full; drop it and begin the dump anew with more room or"
              + " another --consistency, or add --resume --consistency read-committed to keep what"
              + " was read";
      case 601 -> "rows moved while they were read: run it again, or allow snapshots";
      case 1205 -> "it was the victim of a deadlock: run it again";
      case 1222 -> "somebody else locks the table: run it again, or with a longer --lock-timeout";
      case 3951, 3952, 3960, 3961 -> "the snapshot can't be had: run it again";
      default -> "look the error's number up, or ask the database's administrator";
    };
  }

  /**
   * A URL of the Microsoft driver: {@code jdbc:sqlserver://<host>[\<instance>][:<port>]} and
   * properties, each after a semicolon. A value that contains a semicolon is in braces.
   */
  private record Url(String authority, Map<String, String> properties) {

    /** The driver skips stray semicolons before a name. */
    private static final Pattern PROPERTY =
        Pattern.compile(
            "[^=]*?(?<name>[^;=]*)=(?:\\{(?<braced>(?:[^}]++|}})*+)[^;]*|(?<plain>[^;]*))(?:;|$)");

    static Url parse(String url) {
      String[] parts = url.substring(SCHEME.length()).replaceFirst("^//", "").split(";", 2);
      Map<String, String> properties = new TreeMap<>();
      Matcher property = PROPERTY.matcher(parts.length == 1 ? "" : parts[1]);
      while (property.find()) {
        String braced = property.group("braced");
        properties.put(
            property.group("name").strip().toLowerCase(Locale.ROOT),
            braced == null ? property.group("plain").strip() : braced);
      }
      return new Url(parts[0], Collections.unmodifiableMap(properties));
    }

    /** Returns whether the URL sets a property. The case of the name does not matter. */
    boolean sets(String name) {
      return properties.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** Returns the first secret in the URL: its property's name or its place, but not its value. */
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
      return Arrays.stream(names).filter(properties::containsKey).map(properties::get).findFirst();
    }

    /** Hides the URL, since it may contain secrets. */
    @Override
    public String toString() {
      return "Url[hidden]";
    }
  }
}
