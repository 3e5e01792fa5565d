package com.happypancake.database.h2;

import com.happypancake.database.Catalogue;
import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.Credentials;
import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.DatabaseProduct.Connector;
import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import com.happypancake.database.ServerFacts;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.database.SourceException.Kind;
import com.happypancake.database.SqlErrorClass;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** H2, and the meaning of its error numbers, which are those of org.h2.api.ErrorCode. */
public final class H2 extends DatabaseProduct {

  static final String NAME = "H2";
  private static final String SCHEME = "jdbc:h2:";

  /** The compatibility mode that accepts SQL Server's names and types. */
  private static final String MODE = "MSSQLServer";

  /** org.h2.engine.Constants.TRANSACTION_SNAPSHOT. */
  private static final int SNAPSHOT = 6;

  private static final int DATABASE_NOT_FOUND = 90146;
  private static final int DATABASE_IN_USE = 90020;
  private static final int WRONG_USER_OR_PASSWORD = 28000;
  private static final int NOT_ENOUGH_RIGHTS = 90096;

  /** Creates the product, which has no state. */
  public H2() {
    super(NAME, SCHEME, "<database>", new H2Dialect(), new H2Types());
  }

  /**
   * {@inheritDoc}
   *
   * <p>An embedded database is opened by whoever may read its file.
   */
  @Override
  public boolean asksForLogin(String url) {
    return url.substring(SCHEME.length()).toLowerCase(Locale.ROOT).matches("(tcp|ssl):.*");
  }

  @Override
  public Connector driver() {
    return new org.h2.Driver()::connect;
  }

  @Override
  public DatabaseAddress address(String url) throws SourceException {
    String[] parts = url.substring(SCHEME.length()).split(";", -1);
    for (String setting : Arrays.asList(parts).subList(1, parts.length)) {
      String name = setting.replaceFirst("=.*", "").strip().toUpperCase(Locale.ROOT);
      if (name.equals("USER") || name.contains("PASSWORD")) {
        throw SourceException.ofSecretInUrl("'" + name + "'");
      }
    }
    String database = parts[0];
    int slashes = database.indexOf("://");
    if (slashes < 0) {
      return new DatabaseAddress("embedded", database.replaceFirst("^(mem|file):", ""));
    }
    String rest = database.substring(slashes + 3);
    int slash = rest.indexOf('/');
    return slash < 0
        ? new DatabaseAddress(rest, "")
        : new DatabaseAddress(rest.substring(0, slash), rest.substring(slash + 1));
  }

  @Override
  public Properties properties(
      String url, Optional<Credentials> credentials, ConnectionSettings settings) {
    Properties properties = new Properties();
    if (!url.toUpperCase(Locale.ROOT).contains(";IFEXISTS=")) {
      // Otherwise a misspelled name would create an empty database.
      properties.setProperty("IFEXISTS", "TRUE");
    }
    credentials.ifPresent(given -> given.putInto(properties));
    return properties;
  }

  @Override
  public List<String> sessionSettings(ConnectionSettings settings) {
    // Otherwise H2 builds the whole result before it returns the first row.
    return List.of("SET LAZY_QUERY_EXECUTION TRUE");
  }

  @Override
  public void limitProbe(Statement statement) {
    // H2 limits the time of a whole connection, and its probes are quick.
  }

  @Override
  public int snapshotIsolation() {
    return SNAPSHOT;
  }

  @Override
  public List<Catalogue> catalogues() {
    return List.of(new H2Catalogue());
  }

  @Override
  public ServerFacts facts(Session session) {
    return new H2Facts(session);
  }

  @Override
  public Optional<String> tableObstacle(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet settings =
            statement.executeQuery(
                "select setting_value from information_schema.settings"
                    + " where setting_name = 'MODE'")) {
      String mode = settings.next() ? settings.getString(1) : "none";
      return mode.equalsIgnoreCase(MODE)
          ? Optional.empty()
          : Optional.of(
              String.format(
                  Locale.ROOT,
                  "the H2 database is in mode %s; expected %s; add ';MODE=%s' to the URL",
                  mode,
                  MODE,
                  MODE));
    }
  }

  @Override
  public SourceException connectFailure(DatabaseAddress address, SQLException e) {
    return switch (e.getErrorCode()) {
      case WRONG_USER_OR_PASSWORD ->
          SourceException.ofConnecting(
              Kind.LOGIN, address, "the login is refused", "see whether user and password fit", e);
      case DATABASE_NOT_FOUND ->
          SourceException.ofConnecting(
              Kind.UNREACHABLE,
              address,
              "there is no such database",
              "see whether the URL is right",
              e);
      case DATABASE_IN_USE ->
          SourceException.ofConnecting(
              Kind.UNREACHABLE,
              address,
              "another process has the database open",
              "close it there, or open it on both sides with AUTO_SERVER=TRUE in the URL",
              e);
      default ->
          SourceException.ofConnecting(
              Kind.UNREACHABLE, address, "no connection", "see whether the URL is right", e);
    };
  }

  @Override
  public String advice(SQLException e) {
    return switch (classify(e)) {
      case MISSING_RIGHTS -> "the user needs SELECT on the table";
      case NO_SUCH_TABLE, NO_SUCH_COLUMN ->
          "a table or a column of it is gone: run it again to see how the database differs";
      case LOCKED -> "somebody else locks the table: run it again";
      default -> "look the error's number up in org.h2.api.ErrorCode";
    };
  }

  @Override
  public SqlErrorClass classify(SQLException e) {
    return switch (e.getErrorCode()) {
      case NOT_ENOUGH_RIGHTS, 90040 -> SqlErrorClass.MISSING_RIGHTS;
      case 42102, 42103, 42104, 90079 -> SqlErrorClass.NO_SUCH_TABLE;
      case 42122 -> SqlErrorClass.NO_SUCH_COLUMN;
      case 42000, 42001, 50100, 90022 -> SqlErrorClass.NOT_UNDERSTOOD;
      case 50200 -> SqlErrorClass.LOCKED;
      case 40001 -> SqlErrorClass.DEADLOCK;
      case 90131 -> SqlErrorClass.CONFLICT;
      case 57014 -> SqlErrorClass.CANCELLED;
      case 90067, 90098, 90121 -> SqlErrorClass.LOST;
      default -> classifyByState(e);
    };
  }

  /**
   * H2's catalogue: the standard's, with indexes and more facts about columns. It reports a
   * binary(8) that each change renews as ROWVERSION.
   */
  private static final class H2Catalogue extends Catalogue {

    @Override
    public String columns(Scope scope) {
      return columns(
          scope,
          "CASE WHEN c.DATA_TYPE = 'BINARY' AND c.CHARACTER_MAXIMUM_LENGTH = 8"
              + " AND c.COLUMN_ON_UPDATE IS NOT NULL THEN 'ROWVERSION' ELSE c.DATA_TYPE END",
          "CASE c.IS_IDENTITY WHEN 'YES' THEN 1 ELSE 0 END",
          "CASE c.IS_GENERATED WHEN 'ALWAYS' THEN 1 ELSE 0 END");
    }

    @Override
    public String uniques(Scope scope) {
      return "SELECT c.TABLE_SCHEMA, c.TABLE_NAME, MIN(c.COLUMN_NAME)"
          + " FROM INFORMATION_SCHEMA.INDEXES i JOIN INFORMATION_SCHEMA.INDEX_COLUMNS c"
          + " ON c.INDEX_SCHEMA = i.INDEX_SCHEMA AND c.INDEX_NAME = i.INDEX_NAME"
          + " WHERE i.INDEX_TYPE_NAME LIKE 'UNIQUE%' AND "
          + scope.condition("c.TABLE_SCHEMA", "c.TABLE_NAME")
          + " GROUP BY c.TABLE_SCHEMA, c.TABLE_NAME, c.INDEX_NAME HAVING COUNT(*) = 1"
          + " ORDER BY 1, 2, 3";
    }

    /** {@inheritDoc} Rights that come by a role do not show. */
    @Override
    public Optional<String> unreadable(Scope scope) {
      return Optional.of(
          "SELECT c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS c"
              + " WHERE "
              + scope.condition("c.TABLE_SCHEMA", "c.TABLE_NAME")
              + " AND NOT EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.USERS u"
              + " WHERE u.USER_NAME = CURRENT_USER AND u.IS_ADMIN)"
              + " AND NOT EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.TABLE_PRIVILEGES p"
              + " WHERE p.GRANTEE = CURRENT_USER AND p.PRIVILEGE_TYPE = 'SELECT'"
              + " AND p.TABLE_SCHEMA = c.TABLE_SCHEMA AND p.TABLE_NAME = c.TABLE_NAME)");
    }

    @Override
    public List<String> rows(Scope scope) {
      return List.of(ofTables("t.ROW_COUNT_ESTIMATE", scope));
    }

    /** {@inheritDoc} H2 reports no bytes for a table that is only in memory. */
    @Override
    public List<String> bytes(Scope scope) {
      return List.of(
          ofTables(
              "NULLIF(DISK_SPACE_USED(QUOTE_IDENT(t.TABLE_SCHEMA) || '.'"
                  + " || QUOTE_IDENT(t.TABLE_NAME)), 0)",
              scope));
    }

    private static String ofTables(String figure, Scope scope) {
      return "SELECT t.TABLE_SCHEMA, t.TABLE_NAME, "
          + figure
          + " FROM INFORMATION_SCHEMA.TABLES t WHERE t.TABLE_TYPE = 'BASE TABLE' AND "
          + scope.condition("t.TABLE_SCHEMA", "t.TABLE_NAME");
    }
  }
}
