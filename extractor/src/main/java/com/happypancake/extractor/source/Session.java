package com.happypancake.extractor.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A connection to a source, on which one statement runs at a time.
 *
 * <p>Probes run outside any transaction, and one that fails may take the connection with it: it is
 * then opened again. For the thread that opened it; an interrupt of that thread cancels what runs.
 */
public final class Session implements AutoCloseable {

  /** How much longer than the driver's own limit, which is to come first: its error says more. */
  private static final int GRACE_SHARE = 10;

  private static final int PROBE_ATTEMPTS = 2;

  private final Sessions sessions;
  private final StatementWatch watch;
  private Connection connection;
  private boolean inSnapshot;

  Session(Sessions sessions, Connection connection) {
    this.sessions = sessions;
    this.connection = connection;
    Duration silence = sessions.silence();
    this.watch =
        StatementWatch.ofCurrentThread(silence.plus(silence.dividedBy(GRACE_SHARE)), connection);
  }

  /** Returns the source's dialect. */
  public Dialect dialect() {
    return sessions.dialect();
  }

  /** Returns where the database is. */
  public DatabaseAddress address() {
    return sessions.address();
  }

  /** Passes a note on. */
  void note(String text) {
    sessions.note(text);
  }

  /**
   * Opens the connection again; a transaction that it was in is over.
   *
   * @throws SourceException if there is no new one, which may pass; another attempt may be made
   */
  public void reconnect() throws SourceException {
    inSnapshot = false;
    closeConnection();
    connection = sessions.connectAgain();
    watch.over(connection);
  }

  /** Opens the connection again if it is closed. */
  public void revive() throws SourceException {
    if (isClosed(connection)) {
      reconnect();
    }
  }

  /**
   * Refuses to go on where a snapshot transaction ended with its connection, as by a probe that
   * broke it.
   *
   * @throws SourceException if none is under way; another attempt may be made
   */
  public void requireSnapshot() throws SourceException {
    if (!inSnapshot()) {
      throw new SourceException(
              SourceException.Kind.LOST,
              address() + ": the connection broke just after a snapshot transaction had begun")
          .passing();
    }
  }

  /** Tells whether a snapshot transaction is under way. */
  public boolean inSnapshot() {
    return inSnapshot && !isClosed(connection);
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

  /** What fails by the way, and not for good, is asked once more. */
  private <T> Optional<T> ask(String sql, AnswerReader<T> reader) throws SourceException {
    for (int attempt = 1; ; attempt++) {
      watch.callBegins();
      try (Statement statement = connection.createStatement()) {
        dialect().limitProbe(statement);
        watch.begin(statement);
        try (ResultSet rows = statement.executeQuery(sql)) {
          return reader.read(rows);
        } finally {
          watch.end();
        }
      } catch (SQLException | RuntimeException e) {
        watch.callEnds();
        // A driver that meets a server it does not know may throw anything.
        revive();
        boolean passing = e instanceof SQLException thrown && isPassing(thrown);
        if (!passing || attempt == PROBE_ATTEMPTS || Thread.currentThread().isInterrupted()) {
          return Optional.empty();
        }
      } finally {
        watch.callEnds();
      }
    }
  }

  private boolean isPassing(SQLException e) {
    return isLost(e) || dialect().isTransient(e);
  }

  /** Tells whether the source answers a query that costs nothing. */
  public boolean answers() throws SourceException {
    return understands("SELECT 1");
  }

  /**
   * Asks something of many rows that the source may not be able to answer.
   *
   * @return the rows' values as text, empty where NULL; or nothing at all where the source refuses
   * @throws SourceException if the probe broke the connection and there is no new one
   */
  public Optional<List<List<String>>> probeRows(String sql) throws SourceException {
    return ask(sql, rows -> Optional.of(texts(rows)));
  }

  private static List<List<String>> texts(ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    List<List<String>> texts = new ArrayList<>();
    while (rows.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        String text = rows.getString(i);
        row.add(text == null ? "" : text);
      }
      texts.add(row);
    }
    return texts;
  }

  /** Tells whether the source runs a query. */
  boolean understands(String sql) throws SourceException {
    return ask(sql, rows -> Optional.of(rows.next())).isPresent();
  }

  /**
   * Runs a statement that gives no rows.
   *
   * @param where for messages: what it is about
   * @throws SourceException if it fails
   */
  void execute(String where, String sql) throws SourceException {
    try (Statement statement = connection.createStatement()) {
      watch.begin(statement);
      watch.callBegins();
      statement.execute(sql);
    } catch (SQLException e) {
      throw failure(where, Sql.of(sql), e);
    } finally {
      watch.callEnds();
      watch.end();
    }
  }

  /** Returns what the driver says of the product's version; empty where it can't. */
  String productVersion() {
    watch.callBegins();
    try {
      return connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException | RuntimeException e) {
      return "";
    } finally {
      watch.callEnds();
    }
  }

  /** Returns the database that the login was put into; empty where the driver can't tell. */
  public String currentDatabase() {
    watch.callBegins();
    try {
      String catalog = connection.getCatalog();
      return catalog == null ? "" : catalog;
    } catch (SQLException | RuntimeException e) {
      return "";
    } finally {
      watch.callEnds();
    }
  }

  /**
   * Describes the columns of a query's result, of which no row is read.
   *
   * @throws SQLException if it fails; the connection is usable nonetheless
   * @throws SourceException if it broke the connection and there is no new one
   */
  public List<ActualColumn> describe(String sql) throws SQLException, SourceException {
    for (int attempt = 1; ; attempt++) {
      watch.callBegins();
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        List<ActualColumn> columns = columns(rows.getMetaData());
        statement.cancel();
        return columns;
      } catch (SQLException e) {
        watch.callEnds();
        revive();
        if (!isPassing(e) || attempt == PROBE_ATTEMPTS) {
          throw e;
        }
      } finally {
        watch.callEnds();
      }
    }
  }

  private static List<ActualColumn> columns(ResultSetMetaData metadata) throws SQLException {
    List<ActualColumn> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      columns.add(
          new ActualColumn(
              metadata.getColumnName(i),
              metadata.getColumnTypeName(i),
              metadata.getPrecision(i),
              metadata.getScale(i),
              metadata.isNullable(i) != ResultSetMetaData.columnNoNulls));
    }
    return List.copyOf(columns);
  }

  /**
   * Begins a transaction that shows one instant of the database.
   *
   * @param firstQuery fixes the instant
   * @return false where the source refuses; the session is then as it was
   * @throws SourceException if that took the connection, and there is no new one, or if it fails
   *     time and again in a way that may pass
   */
  public boolean beginSnapshot(String firstQuery) throws SourceException {
    for (int attempt = 1; ; attempt++) {
      watch.callBegins();
      try {
        connection.setTransactionIsolation(dialect().snapshotIsolation());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery(firstQuery)) {
          rows.next();
        }
        inSnapshot = true;
        return true;
      } catch (SQLException | RuntimeException e) {
        // A transaction that failed to begin is not to be trusted, nor is its connection.
        watch.callEnds();
        reconnect();
        boolean passing = e instanceof SQLException thrown && isPassing(thrown);
        if (!passing) {
          return false;
        }
        if (attempt == PROBE_ATTEMPTS) {
          throw failure("beginning a snapshot transaction", Sql.of(firstQuery), (SQLException) e);
        }
      } finally {
        watch.callEnds();
      }
    }
  }

  /**
   * Runs a query of rows.
   *
   * @param where for messages: the table
   * @throws SourceException if it fails, or the connection breaks
   */
  public RowCursor query(String where, Sql sql) throws SourceException {
    watch.callBegins();
    try {
      Statement statement =
          connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
      try {
        watch.begin(statement);
        return new RowCursor(this, where, sql, statement, statement.executeQuery(sql.text()));
      } catch (SQLException | RuntimeException e) {
        watch.end();
        statement.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failure(where, sql, e);
    } finally {
      watch.callEnds();
    }
  }

  /**
   * Asks for a number of rows, which may take as long as a query may.
   *
   * @param where for messages: the table
   * @return empty where the source fails to count outside a snapshot; it is noted
   * @throws SourceException if it fails in a snapshot, which may have ended with it, or fails in a
   *     way that passes
   */
  public OptionalLong count(String where, Sql sql) throws SourceException {
    List<Long> counts = counts(where, sql, 1);
    return counts.isEmpty() ? OptionalLong.empty() : OptionalLong.of(counts.get(0));
  }

  /**
   * Asks for several numbers in one row, as {@link #count} does for one.
   *
   * @param columns how many
   * @return as many; none where the source fails to count outside a snapshot
   * @throws SourceException as {@link #count}
   */
  public List<Long> counts(String where, Sql sql, int columns) throws SourceException {
    try (RowCursor cursor = query(where, sql)) {
      return cursor.numbers(columns);
    } catch (SourceException e) {
      if (inSnapshot || (e.isPassing() && e.kind() != SourceException.Kind.LOST)) {
        throw e;
      }
      note(where + ": the source does not count the rows, so nothing is held against their number");
      revive();
      return List.of();
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
      throw failure(where, Sql.of(sql), e);
    }
  }

  void callBegins() {
    watch.callBegins();
  }

  void callEnds() {
    watch.callEnds();
  }

  void statementEnds() {
    watch.end();
  }

  SourceException failure(String where, Sql sql, SQLException e) {
    boolean lost = isClosed(connection) || isLost(e);
    String advice =
        lost
            ? address() + " no longer answers; see whether the server is well, then run it again"
            : dialect().advice(e);
    return Failures.query(where, sql, e, lost, dialect().isTransient(e), advice);
  }

  private static boolean isLost(SQLException e) {
    String state = e.getSQLState();
    return state != null && state.startsWith("08");
  }

  static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException | RuntimeException e) {
      // It is given up either way.
    }
  }

  private void closeConnection() {
    watch.callBegins();
    try {
      if (!connection.isClosed() && !connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException | RuntimeException e) {
      // Nothing was written, so nothing depends on how the transaction ends.
    }
    closeQuietly(connection);
    watch.callEnds();
  }

  @Override
  public void close() {
    closeConnection();
    watch.close();
  }

  /** Takes all that a probe wants from its result. */
  @FunctionalInterface
  private interface AnswerReader<T> {
    Optional<T> read(ResultSet rows) throws SQLException;
  }
}
