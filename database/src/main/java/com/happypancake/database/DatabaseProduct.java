package com.happypancake.database;

import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import com.happypancake.database.column.ColumnTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * A database product: how it is connected to, what its errors mean, and the parts that hold what
 * else is known of it.
 *
 * <p>Spelling, types and errors are known without a connection. Facts are asked in a session, and
 * so is what only some products can do: that part is absent where a product can't.
 */
public abstract class DatabaseProduct {

  private final String name;
  private final String urlScheme;
  private final String urlForm;
  private final Dialect dialect;
  private final ColumnTypes types;

  /**
   * A product.
   *
   * @param name as its driver has it
   * @param urlScheme what its URLs begin with
   * @param urlForm what follows in its URLs, for messages
   */
  protected DatabaseProduct(
      String name, String urlScheme, String urlForm, Dialect dialect, ColumnTypes types) {
    this.name = name;
    this.urlScheme = urlScheme;
    this.urlForm = urlForm;
    this.dialect = dialect;
    this.types = types;
  }

  /**
   * Returns the product that a URL is of.
   *
   * @throws SourceException if it is of none; the message has no part of the URL
   */
  public static DatabaseProduct of(String url) throws SourceException {
    List<DatabaseProduct> products = all();
    for (DatabaseProduct product : products) {
      if (url.startsWith(product.urlScheme)) {
        return product;
      }
    }
    throw new SourceException(
        SourceException.Kind.UNREACHABLE,
        "the source's URL is of no database that can be read; expected "
            + products.stream()
                .map(product -> product.urlScheme + product.urlForm)
                .collect(Collectors.joining(" or ")));
  }

  /**
   * Returns the product that a connection is to; empty if it is another one.
   *
   * @throws SQLException if the driver can't tell
   */
  public static Optional<DatabaseProduct> of(Connection connection) throws SQLException {
    String name = connection.getMetaData().getDatabaseProductName();
    return all().stream().filter(product -> product.name.equals(name)).findFirst();
  }

  /** Finds the products by their entries in META-INF/services. */
  private static List<DatabaseProduct> all() {
    return ServiceLoader.load(DatabaseProduct.class, DatabaseProduct.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** Returns the product's driver. */
  public abstract Connector driver();

  /**
   * Returns the part of a URL that may be shown.
   *
   * @throws SourceException if the URL carries credentials or other secrets
   */
  public abstract DatabaseAddress address(String url) throws SourceException;

  /** Returns the properties to connect with, without those that the URL sets itself. */
  public abstract Properties properties(
      String url, Optional<Credentials> credentials, ConnectionSettings settings);

  /** Returns statements to begin a session with; each of them may fail. */
  public abstract List<String> sessionSettings(ConnectionSettings settings);

  /** Keeps a probe from taking long. */
  public abstract void limitProbe(Statement statement) throws SQLException;

  /** Returns JDBC's number of the isolation level that shows one instant to a transaction. */
  public abstract int snapshotIsolation();

  /** Returns how its SQL is spelled. */
  public Dialect dialect() {
    return dialect;
  }

  /** Returns its column types. */
  public ColumnTypes types() {
    return types;
  }

  /** Returns the catalogues that tell which tables there are, the one that tells most first. */
  public abstract List<Catalogue> catalogues();

  /** Returns what asks a session's database for facts. */
  public abstract ServerFacts facts(Session session);

  /** Returns the database snapshots of a session's database. */
  public Optional<DatabaseSnapshots> databaseSnapshots(Session session) {
    return Optional.empty();
  }

  /** Explains why there is no connection. */
  public abstract SourceException connectFailure(DatabaseAddress address, SQLException e);

  /** Returns what to do about a failed query, as the end of a sentence. */
  public abstract String advice(SQLException e);

  /** Tells whether a query failed because its table is not there. */
  public abstract boolean isMissingTable(SQLException e);

  /**
   * Tells whether the same query may succeed a little later. A lost connection is told by {@link
   * #isLost}.
   */
  public abstract boolean isTransient(SQLException e);

  /** Tells whether the connection broke. */
  static boolean isLost(SQLException e) {
    String state = e.getSQLState();
    return state != null && state.startsWith("08");
  }

  /** Tells whether an error's class or state says, on any product, that it passes. */
  protected static boolean isTransientByState(SQLException e) {
    if (e instanceof SQLTransientException || e instanceof SQLRecoverableException) {
      return true;
    }
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("08")
            || state.startsWith("40")
            || state.equals("HYT00")
            || state.equals("HYT01"));
  }

  /**
   * Returns why {@link TableStatements} can't be run on a connection, and what to do about it;
   * empty where they can.
   *
   * @throws SQLException if the database fails
   */
  public Optional<String> tableObstacle(Connection connection) throws SQLException {
    return Optional.empty();
  }

  /** Opens connections: a JDBC driver, or what stands in front of one. */
  @FunctionalInterface
  public interface Connector {

    /**
     * Opens a connection.
     *
     * @param properties what is not in the URL, credentials among them
     */
    Connection connect(String url, Properties properties) throws SQLException;
  }

  /**
   * Where a database is: all of its URL that a message may show.
   *
   * @param server host and port, or {@code embedded}
   * @param database the database's name; empty where the URL leaves it to the login
   */
  public record DatabaseAddress(String server, String database) {

    /** Returns for example {@code db1:1433, database HappyPancake}. */
    @Override
    public String toString() {
      return database.isEmpty() ? server : server + ", database " + database;
    }
  }
}
