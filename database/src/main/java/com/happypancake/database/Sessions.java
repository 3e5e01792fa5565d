package com.happypancake.database;

import com.happypancake.database.DatabaseProduct.Connector;
import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Opens sessions to one source with the same settings. Thread-safe. */
public final class Sessions {

  private final DatabaseProduct product;
  private final Connector connector;
  private final String url;
  private final Properties properties;
  private final DatabaseAddress address;
  private final Duration silence;
  private final List<String> settings;
  private final Set<String> suspects = ConcurrentHashMap.newKeySet();
  private final Optional<String> database;
  private final Consumer<String> notes;

  /**
   * Prepares sessions to a URL's database without opening one.
   *
   * @param connector opens the connections: {@link DatabaseProduct#driver}, or a wrapper of it
   * @param url a JDBC URL without secrets
   * @param notes receives what the source can't do, one sentence each
   * @throws SourceException if no known product fits the URL, or it carries a secret
   */
  public Sessions(
      Connector connector,
      String url,
      Optional<Credentials> credentials,
      ConnectionSettings settings,
      Consumer<String> notes)
      throws SourceException {
    this.product = DatabaseProduct.of(url);
    this.connector = connector;
    this.url = url;
    this.properties = product.properties(url, credentials, settings);
    this.address = product.address(url);
    this.silence = settings.socketTimeout();
    this.settings = new CopyOnWriteArrayList<>(product.sessionSettings(settings));
    this.database = Optional.empty();
    this.notes = notes;
  }

  private Sessions(Sessions other, String database) {
    this.product = other.product;
    this.connector = other.connector;
    this.url = other.url;
    this.properties = other.properties;
    this.address = other.address;
    this.silence = other.silence;
    this.settings = other.settings;
    this.database = Optional.of(database);
    this.notes = other.notes;
  }

  /** Returns the same for another database of the server, which {@link Dialect#use} can enter. */
  public Sessions in(String other) {
    return new Sessions(this, other);
  }

  /**
   * Opens a session for the calling thread.
   *
   * @throws SourceException if the source does not answer, or refuses the login
   */
  public Session open() throws SourceException {
    return new Session(this, connect());
  }

  /**
   * Opens another session to a source that has accepted one before.
   *
   * @throws SourceException if the source does not answer, or refuses the login; another attempt
   *     may succeed, since it accepted one before
   */
  public Session openAgain() throws SourceException {
    return new Session(this, connectAgain());
  }

  /**
   * Connects again. A server that starts or fails over refuses connections, logins and databases
   * for a while, so another attempt may succeed.
   */
  Connection connectAgain() throws SourceException {
    try {
      return connect();
    } catch (SourceException e) {
      boolean refused =
          e.kind() == SourceException.Kind.UNREACHABLE || e.kind() == SourceException.Kind.LOGIN;
      throw refused ? e.passing() : e;
    }
  }

  public DatabaseProduct product() {
    return product;
  }

  public DatabaseAddress address() {
    return address;
  }

  /** Returns how long a server may be silent before its connection counts as lost. */
  Duration silence() {
    return silence;
  }

  void note(String text) {
    notes.accept(text);
  }

  Connection connect() throws SourceException {
    while (true) {
      Connection connection = newConnection();
      if (takesSettings(connection)) {
        use(connection);
        return connection;
      }
    }
  }

  private Connection newConnection() throws SourceException {
    Connection connection;
    try {
      connection = connector.connect(url, properties);
    } catch (SQLException e) {
      throw product.connectFailure(address, e);
    } catch (RuntimeException e) {
      // The driver's text may hold parts of the URL.
      throw new SourceException(
          SourceException.Kind.UNREACHABLE,
          address
              + ": the driver can't read the URL ("
              + e.getClass().getSimpleName()
              + "); expected "
              + product.urlForm());
    }
    if (connection == null) {
      throw new SourceException(
          SourceException.Kind.UNREACHABLE,
          "the source's URL has no form that its driver knows; expected " + product.urlForm());
    }
    return connection;
  }

  /**
   * Applies the settings that the source accepts. A refused one is not tried again.
   *
   * @return false if a setting failed for another reason than a refusal; then the connection is not
   *     used
   */
  private boolean takesSettings(Connection connection) {
    for (String setting : List.copyOf(settings)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(setting);
      } catch (SQLException | RuntimeException e) {
        boolean refused =
            !WatchedConnection.isClosed(connection)
                && !(e instanceof SQLException thrown && product.classify(thrown).isPassing());
        // A setting may fail by chance, but not twice in a row.
        if ((refused || !suspects.add(setting)) && settings.remove(setting)) {
          note("the source does not take '" + setting + "'; it goes on without");
        }
        if (!refused) {
          WatchedConnection.closeQuietly(connection);
          return false;
        }
      }
    }
    return true;
  }

  private void use(Connection connection) throws SourceException {
    if (database.isEmpty()) {
      return;
    }
    SqlText sql = SqlText.of(product.dialect().use(database.get()).orElseThrow());
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql.text());
    } catch (SQLException e) {
      WatchedConnection.closeQuietly(connection);
      throw SourceException.ofStatement(
          database.get(), sql, product, e, product.classify(e), product.advice(e));
    }
  }
}
