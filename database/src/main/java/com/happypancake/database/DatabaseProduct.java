package com.happypancake.database;

import com.happypancake.database.column.ColumnTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * A database product: how it is connected to, and the parts that hold what is known of it.
 *
 * <p>Spelling, types and errors are known without a connection. Facts are asked in a session, and
 * so is what only some products can do: that part is absent where a product can't.
 */
public interface DatabaseProduct {

  /**
   * Returns the product that a URL is of.
   *
   * @throws SourceException if it is of none; the message has no part of the URL
   */
  static DatabaseProduct of(String url) throws SourceException {
    List<DatabaseProduct> products = all();
    for (DatabaseProduct product : products) {
      if (url.startsWith(product.urlScheme())) {
        return product;
      }
    }
    throw new SourceException(
        SourceException.Kind.UNREACHABLE,
        "the source's URL is of no database that can be read; expected "
            + products.stream().map(DatabaseProduct::urlForm).collect(Collectors.joining(" or ")));
  }

  /**
   * Returns the product that a connection is to; empty if it is another one.
   *
   * @throws SQLException if the driver can't tell
   */
  static Optional<DatabaseProduct> of(Connection connection) throws SQLException {
    String name = connection.getMetaData().getDatabaseProductName();
    return all().stream().filter(product -> product.name().equals(name)).findFirst();
  }

  /** Finds the products by their entries in META-INF/services. */
  private static List<DatabaseProduct> all() {
    return ServiceLoader.load(DatabaseProduct.class, DatabaseProduct.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** Returns its name as its driver has it. */
  String name();

  /** Returns what its URLs begin with. */
  String urlScheme();

  /** Returns what its URLs look like, for messages. */
  String urlForm();

  /** Returns the product's driver. */
  Connector driver();

  /**
   * Returns the part of a URL that may be shown.
   *
   * @throws SourceException if the URL carries credentials or other secrets
   */
  DatabaseAddress address(String url) throws SourceException;

  /** Returns the properties to connect with, without those that the URL sets itself. */
  Properties properties(String url, Optional<Credentials> credentials, ConnectionSettings settings);

  /** Returns statements to begin a session with; each of them may fail. */
  List<String> sessionSettings(ConnectionSettings settings);

  /**
   * Keeps a probe from taking long.
   *
   * @throws SQLException if the driver can't
   */
  void limitProbe(Statement statement) throws SQLException;

  /** Returns JDBC's number of the isolation level that shows one instant to a transaction. */
  int snapshotIsolation();

  /** Returns how its errors are read. */
  DatabaseErrors errors();

  /** Returns how its SQL is spelled. */
  Dialect dialect();

  /** Returns its column types. */
  ColumnTypes types();

  /** Returns the catalogues that tell which tables there are, the one that tells most first. */
  List<Catalogue> catalogues();

  /** Returns what asks a session's database for facts. */
  ServerFacts facts(Session session);

  /** Returns the database snapshots of a session's database. */
  default Optional<DatabaseSnapshots> databaseSnapshots(Session session) {
    return Optional.empty();
  }

  /** Returns the Change Tracking of a session's database. */
  default Optional<ChangeTracking> changeTracking(Session session) {
    return Optional.empty();
  }

  /** Returns the load that others put on a session's server. */
  default Optional<ServerLoad> serverLoad(Session session) {
    return Optional.empty();
  }

  /**
   * Returns why {@link TableStatements} can't be run on a connection, and what to do about it;
   * empty where they can.
   *
   * @throws SQLException if the database fails
   */
  default Optional<String> tableObstacle(Connection connection) throws SQLException {
    return Optional.empty();
  }

  /** Opens connections: a JDBC driver, or what stands in front of one. */
  @FunctionalInterface
  interface Connector {

    /**
     * Opens a connection.
     *
     * @param url a JDBC URL
     * @param properties what is not in the URL, credentials among them
     * @throws SQLException if the driver can't
     */
    Connection connect(String url, Properties properties) throws SQLException;
  }

  /**
   * Where a database is: all of its URL that a message may show.
   *
   * @param server host and port, or {@code embedded}
   * @param database the database's name; empty where the URL leaves it to the login
   */
  record DatabaseAddress(String server, String database) {

    /** Returns for example {@code db1:1433, database HappyPancake}. */
    @Override
    public String toString() {
      return database.isEmpty() ? server : server + ", database " + database;
    }
  }
}
