package com.happypancake.extractor.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * A connection to a source, on which one statement runs at a time.
 *
 * <p>Probes run outside any transaction, and one that fails may take the connection with it: it is
 * then opened again. For the thread that opened it; an interrupt of that thread cancels what runs.
 */
public final class Session implements AutoCloseable {

  private final Dialect dialect;
  private final Connector connector;
  private final String url;
  private final Properties properties;
  private final DatabaseAddress address;
  private final List<String> settings;
  private final Consumer<String> notes;
  private final InterruptWatch watch;
  private Connection connection;
  private boolean inSnapshot;

  private Session(
      Dialect dialect,
      Connector connector,
      String url,
      DatabaseAddress address,
      Properties properties,
      List<String> settings,
      Consumer<String> notes)
      throws SourceException {
    this.dialect = dialect;
    this.connector = connector;
    this.url = url;
    this.properties = properties;
    this.address = address;
    this.settings = new ArrayList<>(settings);
    this.notes = notes;
    this.connection = connect();
    this.watch = InterruptWatch.ofCurrentThread();
  }

  /**
   * Connects to a source.
   *
   * @param connector opens the connections: {@link Dialect#driver}, or what stands in front of it
   * @param notes hears what the source can't do, a sentence each
   * @throws SourceException if the URL carries a secret, nothing answers, or the login is refused
   */
  public static Session open(
      Dialect dialect,
      Connector connector,
      String url,
      Optional<Credentials> credentials,
      ConnectionSettings settings,
      Consumer<String> notes)
      throws SourceException {
    Session session =
        new Session(
            dialect,
            connector,
            url,
            dialect.address(url),
            dialect.properties(url, credentials, settings),
            dialect.sessionSettings(settings),
            notes);
    try {
      session.applySettings();
      return session;
    } catch (SourceException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Returns the source's dialect. */
  public Dialect dialect() {
    return dialect;
  }

  /** Returns where the database is. */
  public DatabaseAddress address() {
    return address;
  }

  /** Passes a note on. */
  void note(String text) {
    notes.accept(text);
  }

  private Connection connect() throws SourceException {
    try {
      return connector.connect(url, properties);
    } catch (SQLException e) {
      throw dialect.connectFailure(address, e);
    }
  }

  private void reopen() throws SourceException {
    closeConnection();
    connection = connect();
    applySettings();
  }

  /** Sets what the source lets itself be told; what it refuses is not tried again. */
  private void applySettings() throws SourceException {
    for (Iterator<String> rest = settings.iterator(); rest.hasNext(); ) {
      String setting = rest.next();
      try (Statement statement = connection.createStatement()) {
        statement.execute(setting);
      } catch (SQLException | RuntimeException e) {
        rest.remove();
        note("the source does not take '" + setting + "'; it goes on without");
        if (isClosed()) {
          reopen();
          return;
        }
      }
    }
  }

  /**
   * Asks something that the source may not be able to answer.
   *
   * @return empty where it fails, or the answer is NULL or no row
   * @throws SourceException if the probe broke the connection and there is no new one
   */
  <T> Optional<T> probe(String sql, ValueReader<T> reader) throws SourceException {
    return ask(
        sql, rows -> rows.next() ? Optional.ofNullable(reader.read(rows)) : Optional.empty());
  }

  private <T> Optional<T> ask(String sql, AnswerReader<T> reader) throws SourceException {
    try (Statement statement = connection.createStatement()) {
      dialect.limitProbe(statement);
      try (ResultSet rows = statement.executeQuery(sql)) {
        return reader.read(rows);
      }
    } catch (SQLException | RuntimeException e) {
      // A driver that meets a server it does not know may throw anything.
      if (isClosed()) {
        reopen();
      }
      return Optional.empty();
    }
  }

  /** Tells whether the source runs a query. */
  boolean understands(String sql) throws SourceException {
    return ask(sql, rows -> Optional.of(rows.next())).isPresent();
  }

  /** Returns what the driver says of the product's version; empty where it can't. */
  String productVersion() {
    try {
      return connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException | RuntimeException e) {
      return "";
    }
  }

  /** Returns the database that the login was put into; empty where the driver can't tell. */
  String currentDatabase() {
    try {
      String catalog = connection.getCatalog();
      return catalog == null ? "" : catalog;
    } catch (SQLException | RuntimeException e) {
      return "";
    }
  }

  /**
   * Describes the columns of a query's result, of which no row is read.
   *
   * @throws SQLException if it fails; the connection is usable nonetheless
   * @throws SourceException if it broke the connection and there is no new one
   */
  public List<ActualColumn> describe(String sql) throws SQLException, SourceException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<ActualColumn> columns = columns(rows.getMetaData());
      statement.cancel();
      return columns;
    } catch (SQLException e) {
      if (isClosed()) {
        reopen();
      }
      throw e;
    }
  }

  private static List<ActualColumn> columns(ResultSetMetaData metadata) throws SQLException {
    List<ActualColumn> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      columns.add(
          new ActualColumn(
              metadata.getColumnName(i), metadata.getColumnTypeName(i), metadata.getScale(i)));
    }
    return List.copyOf(columns);
  }

  /**
   * Begins a transaction that shows one instant of the database.
   *
   * @param firstQuery fixes the instant
   * @return false where the source refuses; the session is then as it was
   * @throws SourceException if that took the connection, and there is no new one
   */
  public boolean beginSnapshot(String firstQuery) throws SourceException {
    try {
      connection.setTransactionIsolation(dialect.snapshotIsolation());
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(firstQuery)) {
        rows.next();
      }
      inSnapshot = true;
      return true;
    } catch (SQLException | RuntimeException e) {
      // A transaction that failed to begin is not to be trusted, nor is its connection.
      reopen();
      return false;
    }
  }

  /**
   * Runs a query of rows.
   *
   * @param where for messages: the table
   * @throws SourceException if it fails, or the connection breaks
   */
  public RowCursor query(String where, String sql) throws SourceException {
    try {
      Statement statement =
          connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
      try {
        watch.begin(statement);
        return new RowCursor(this, where, sql, statement, statement.executeQuery(sql));
      } catch (SQLException | RuntimeException e) {
        watch.end();
        statement.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failure(where, sql, e);
    }
  }

  /**
   * Asks for a number of rows, which may take as long as a query may.
   *
   * @param where for messages: the table
   * @return empty where the source fails to count outside a snapshot; it is noted
   * @throws SourceException if it fails in a snapshot, which may have ended with it
   */
  public OptionalLong count(String where, String sql) throws SourceException {
    try (RowCursor cursor = query(where, sql)) {
      return OptionalLong.of(cursor.number());
    } catch (SourceException e) {
      if (inSnapshot) {
        throw e;
      }
      note(where + ": the source does not count the rows, so nothing is held against their number");
      if (isClosed()) {
        reopen();
      }
      return OptionalLong.empty();
    }
  }

  /**
   * Refuses to go on where a query failed because the connection broke.
   *
   * @param where for messages: the table
   * @throws SourceException if it did
   */
  public void refuseLost(String where, String sql, SQLException e) throws SourceException {
    if (isLost(e)) {
      throw failure(where, sql, e);
    }
  }

  void statementEnds() {
    watch.end();
  }

  SourceException failure(String where, String sql, SQLException e) {
    boolean lost = isClosed() || isLost(e);
    String advice =
        lost
            ? address + " no longer answers; see whether the server is well, then run it again"
            : dialect.advice(e);
    return Failures.query(where, sql, e, lost, advice);
  }

  private static boolean isLost(SQLException e) {
    String state = e.getSQLState();
    return state != null && state.startsWith("08");
  }

  private boolean isClosed() {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  private void closeConnection() {
    try {
      if (!connection.isClosed() && !connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException | RuntimeException e) {
      // Nothing was written, so nothing depends on how the transaction ends.
    }
    try {
      connection.close();
    } catch (SQLException | RuntimeException e) {
      // It is given up either way.
    }
  }

  @Override
  public void close() {
    watch.close();
    closeConnection();
  }

  /** Takes all that a probe wants from its result. */
  @FunctionalInterface
  private interface AnswerReader<T> {
    Optional<T> read(ResultSet rows) throws SQLException;
  }
}
