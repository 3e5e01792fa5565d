package com.happypancake.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

  private static final int ATTEMPTS = 2;

  private final Sessions sessions;
  private final WatchedConnection connection;
  private boolean inSnapshot;

  Session(Sessions sessions, Connection connection) {
    this.sessions = sessions;
    this.connection = new WatchedConnection(sessions, connection);
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
    connection.reopen();
  }

  /** Opens the connection again if it is closed. */
  public void revive() throws SourceException {
    if (connection.isClosed()) {
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
    return inSnapshot && !connection.isClosed();
  }

  /**
   * Does what may fail: once more where it fails by the way, and not for good.
   *
   * @param recovery makes the connection fit for use after a failure
   * @throws SQLException of the last attempt
   * @throws SourceException if the connection broke, and there is no new one
   */
  private <T> T attempt(Attempt<T> attempt, Recovery recovery)
      throws SQLException, SourceException {
    for (int attempts = 1; ; attempts++) {
      try {
        return attempt.make();
      } catch (SQLException | RuntimeException e) {
        // A driver that meets a server it does not know may throw anything.
        recovery.recover();
        if (attempts == ATTEMPTS
            || !connection.isPassing(e)
            || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
  }

  private <T> Optional<T> ask(String sql, WatchedConnection.Call<ResultSet, Optional<T>> reader)
      throws SourceException {
    try {
      return attempt(
          () ->
              connection.statement(
                  statement -> {
                    dialect().limitProbe(statement);
                    try (ResultSet rows = statement.executeQuery(sql)) {
                      return reader.on(rows);
                    }
                  }),
          this::revive);
    } catch (SQLException | RuntimeException e) {
      return Optional.empty();
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

  /** Tells whether the source answers a query that costs nothing. */
  public boolean answers() throws SourceException {
    return understands("SELECT 1");
  }

  /** Tells whether the source runs a query. */
  boolean understands(String sql) throws SourceException {
    return ask(sql, rows -> Optional.of(rows.next())).isPresent();
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

  /**
   * Runs a statement that gives no rows.
   *
   * @param where for messages: what it is about
   * @throws SourceException if it fails
   */
  void execute(String where, String sql) throws SourceException {
    connection.execute(where, Sql.of(sql));
  }

  /** Returns what the driver says of the product's version; empty where it can't. */
  String productVersion() {
    return told(open -> Optional.ofNullable(open.getMetaData().getDatabaseProductVersion()));
  }

  /** Returns the database that the login was put into; empty where the driver can't tell. */
  public String currentDatabase() {
    return told(open -> Optional.ofNullable(open.getCatalog()));
  }

  private String told(WatchedConnection.Call<Connection, Optional<String>> question) {
    try {
      return connection.call(question).orElse("");
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
    return attempt(
        () ->
            connection.statement(
                statement -> {
                  try (ResultSet rows = statement.executeQuery(sql)) {
                    List<ActualColumn> columns = ActualColumn.of(rows.getMetaData());
                    statement.cancel();
                    return columns;
                  }
                }),
        this::revive);
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
    try {
      // A transaction that failed to begin is not to be trusted, nor is its connection.
      attempt(() -> connection.call(open -> begin(open, firstQuery)), this::reconnect);
      inSnapshot = true;
      return true;
    } catch (SQLException | RuntimeException e) {
      if (e instanceof SQLException thrown && connection.isPassing(thrown)) {
        throw connection.failure("beginning a snapshot transaction", Sql.of(firstQuery), thrown);
      }
      return false;
    }
  }

  private boolean begin(Connection open, String firstQuery) throws SQLException {
    open.setTransactionIsolation(dialect().snapshotIsolation());
    open.setAutoCommit(false);
    try (Statement statement = open.createStatement();
        ResultSet rows = statement.executeQuery(firstQuery)) {
      return rows.next();
    }
  }

  /**
   * Runs a query of rows.
   *
   * @param where for messages: the table
   * @throws SourceException if it fails, or the connection breaks
   */
  public RowCursor query(String where, Sql sql) throws SourceException {
    return connection.query(where, sql);
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
    if (WatchedConnection.isLost(e)) {
      throw connection.failure(where, Sql.of(sql), e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }

  /** What may fail. */
  @FunctionalInterface
  private interface Attempt<T> {
    T make() throws SQLException;
  }

  /** Makes a session fit for use again. */
  @FunctionalInterface
  private interface Recovery {
    void recover() throws SourceException;
  }
}
