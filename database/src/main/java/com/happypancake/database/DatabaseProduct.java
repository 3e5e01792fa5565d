package com.happypancake.database;

import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import com.happypancake.database.column.ColumnTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * A database product: its connections, the meaning of its errors, its dialect, types and facts.
 *
 * <p>Dialect, types and errors are known without a connection. Facts come from a session. A feature
 * that only some products have is optional.
 */
public abstract class DatabaseProduct {

  private final String name;
  private final String urlScheme;
  private final String urlForm;
  private final Dialect dialect;
  private final ColumnTypes types;

  /**
   * Creates a product.
   *
   * @param name as its driver returns it
   * @param urlScheme the beginning of its URLs
   * @param urlForm the rest of its URLs, for messages
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
   * Returns the product of a URL.
   *
   * @throws SourceException if there is none; the message has no part of the URL
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
            + products.stream().map(DatabaseProduct::urlForm).collect(Collectors.joining(" or ")));
  }

  /**
   * Returns the product of a connection; empty if it is an unknown one.
   *
   * @throws SQLException if the driver can't return its name
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

  /** Returns how a URL of this product is written. */
  public String urlForm() {
    return urlScheme + urlForm;
  }

  /** Returns whether a URL leads to a server that asks for a user and a password. */
  public abstract boolean asksForLogin(String url);

  public abstract Connector driver();

  /**
   * Returns the part of a URL that may be shown.
   *
   * @throws SourceException if the URL carries credentials or other secrets
   */
  public abstract DatabaseAddress address(String url) throws SourceException;

  /** Returns the properties to connect with, without those that the URL itself sets. */
  public abstract Properties properties(
      String url, Optional<Credentials> credentials, ConnectionSettings settings);

  /** Returns statements to begin a session with, each of which may fail. */
  public abstract List<String> sessionSettings(ConnectionSettings settings);

  /** Limits the time of a probe. */
  public abstract void limitProbe(Statement statement) throws SQLException;

  /** Returns the JDBC number of the isolation level in which a transaction shows one instant. */
  public abstract int snapshotIsolation();

  public Dialect dialect() {
    return dialect;
  }

  public ColumnTypes types() {
    return types;
  }

  /** Returns the catalogues that list tables, the most detailed first. */
  public abstract List<Catalogue> catalogues();

  public abstract ServerFacts facts(Session session);

  /** Returns the database snapshots of a session's database; empty if the product has none. */
  public Optional<DatabaseSnapshots> databaseSnapshots(Session session) {
    return Optional.empty();
  }

  /** Returns the exception for a failed connection attempt. */
  public abstract SourceException connectFailure(DatabaseAddress address, SQLException e);

  /** Returns the product's name, as its driver returns it. */
  public String name() {
    return name;
  }

  /** Returns advice on a failed query, as the end of a sentence. */
  public abstract String advice(SQLException e);

  /**
   * Returns what an error of a statement means. The error's number decides, or else {@link
   * #classifyByState}.
   */
  public abstract SqlErrorClass classify(SQLException e);

  /** Returns what the SQL state and the class of an error mean on any product. */
  protected static SqlErrorClass classifyByState(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("08")) {
      return SqlErrorClass.LOST;
    } else if (e instanceof SQLTimeoutException || state.equals("HYT00") || state.equals("HYT01")) {
      return SqlErrorClass.TIMEOUT;
    } else if (state.equals("HY008") || state.equals("57014")) {
      return SqlErrorClass.CANCELLED;
    } else if (state.equals("40001")) {
      return SqlErrorClass.DEADLOCK;
    } else if (state.startsWith("40")) {
      return SqlErrorClass.CONFLICT;
    } else if (e instanceof SQLTransientException || e instanceof SQLRecoverableException) {
      return SqlErrorClass.BUSY;
    }
    return switch (state) {
      case "42501" -> SqlErrorClass.MISSING_RIGHTS;
      case "42P01", "42S02" -> SqlErrorClass.NO_SUCH_TABLE;
      case "42703", "42S22" -> SqlErrorClass.NO_SUCH_COLUMN;
      case "0A000", "42601", "42883" -> SqlErrorClass.NOT_UNDERSTOOD;
      default -> SqlErrorClass.OTHER;
    };
  }

  /**
   * Returns why {@link TableStatements} can't run on a connection, with advice; empty if they can.
   *
   * @throws SQLException if the database fails
   */
  public Optional<String> tableObstacle(Connection connection) throws SQLException {
    return Optional.empty();
  }

  /** Opens connections: a JDBC driver, or a wrapper of one. */
  @FunctionalInterface
  public interface Connector {

    /**
     * Opens a connection.
     *
     * @param properties those that the URL does not set, including credentials
     */
    Connection connect(String url, Properties properties) throws SQLException;
  }

  /**
   * The address of a database: the part of its URL that a message may show.
   *
   * @param server host and port, or {@code embedded}
   * @param database the database's name; empty if the URL leaves it to the login
   */
  public record DatabaseAddress(String server, String database) {

    /** Returns for example {@code db1:1433, database HappyPancake}. */
    @Override
    public String toString() {
      return database.isEmpty() ? server : server + ", database " + database;
    }
  }
}
