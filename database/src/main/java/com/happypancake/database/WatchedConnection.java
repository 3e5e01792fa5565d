package com.happypancake.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A connection whose calls are watched. If the driver does not come back from a call, the
 * connection is cut; if its thread is interrupted, the statement that runs is cancelled. For the
 * thread that opened it.
 */
final class WatchedConnection implements AutoCloseable {

  /** A call is cut a tenth later than the driver's own limit, whose error says more. */
  private static final int GRACE_SHARE = 10;

  private static final int ATTEMPTS = 2;

  private final Sessions sessions;
  private final StatementWatch watch;
  private Connection connection;

  WatchedConnection(Sessions sessions, Connection connection) {
    this.sessions = sessions;
    this.connection = connection;
    Duration silence = sessions.silence();
    this.watch =
        StatementWatch.ofCurrentThread(silence.plus(silence.dividedBy(GRACE_SHARE)), connection);
  }

  /** Has the driver do something with the connection. */
  <T> T call(Call<Connection, T> call) throws SQLException {
    watch.callBegins();
    try {
      return call.on(connection);
    } finally {
      watch.callEnds();
    }
  }

  /** Has the driver do something with a statement of its own, which an interrupt cancels. */
  <T> T statement(Call<Statement, T> call) throws SQLException {
    return call(
        open -> {
          try (Statement statement = open.createStatement()) {
            watch.begin(statement);
            try {
              return call.on(statement);
            } finally {
              watch.end();
            }
          }
        });
  }

  /**
   * Runs a statement that gives no rows.
   *
   * @throws SourceException if it fails, or the connection breaks
   */
  void execute(String where, SqlText sql) throws SourceException {
    try {
      statement(statement -> statement.execute(sql.text()));
    } catch (SQLException e) {
      throw failure(where, sql, e);
    }
  }

  /**
   * Runs a query of rows, which an interrupt cancels until the cursor is closed.
   *
   * @throws SourceException if it fails, or the connection breaks
   */
  RowCursor query(String where, SqlText sql) throws SourceException {
    try {
      return call(
          open -> {
            Statement statement =
                open.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            try {
              watch.begin(statement);
              return new RowCursor(this, where, sql, statement, statement.executeQuery(sql.text()));
            } catch (SQLException | RuntimeException e) {
              watch.end();
              statement.close();
              throw e;
            }
          });
    } catch (SQLException e) {
      throw failure(where, sql, e);
    }
  }

  /** Returns the watch, for a row's many short calls, where {@link #call} takes too long. */
  StatementWatch watch() {
    return watch;
  }

  /**
   * Opens the connection again; a transaction that it was in is over.
   *
   * @throws SourceException if there is no new one, which may pass; another attempt may be made
   */
  void reopen() throws SourceException {
    giveUp();
    connection = sessions.connectAgain();
    watch.over(connection);
  }

  boolean isClosed() {
    return isClosed(connection);
  }

  static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  /**
   * Makes an attempt, and a second one if the first fails in a way that passes.
   *
   * @throws SQLException of the last attempt
   * @throws SourceException if the connection broke, and there is no new one
   */
  <T> T attempt(Call<WatchedConnection, T> attempt, Recovery recovery)
      throws SQLException, SourceException {
    for (int attempts = 1; ; attempts++) {
      try {
        return attempt.on(this);
      } catch (SQLException | RuntimeException e) {
        // A driver that meets a server it does not know may throw anything.
        recovery.recover();
        if (attempts == ATTEMPTS || !isPassing(e) || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
  }

  /** Tells whether the same may succeed on another attempt. */
  boolean isPassing(Exception e) {
    return e instanceof SQLException thrown
        && (DatabaseProduct.isLost(thrown) || sessions.product().isTransient(thrown));
  }

  /** Makes an error of what the driver threw. */
  SourceException failure(String where, SqlText sql, SQLException e) {
    boolean lost = isClosed() || DatabaseProduct.isLost(e);
    DatabaseProduct product = sessions.product();
    String advice =
        lost
            ? sessions.address()
                + " no longer answers; see whether the server is well, then run it again"
            : product.advice(e);
    return SourceException.ofQuery(where, sql, e, lost, product.isTransient(e), advice);
  }

  private void giveUp() {
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

  static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException | RuntimeException e) {
      // It is given up either way.
    }
  }

  @Override
  public void close() {
    giveUp();
    watch.close();
  }

  /** What the driver is to do. */
  @FunctionalInterface
  interface Call<S, T> {
    /** Does it. */
    T on(S target) throws SQLException;
  }

  /** Makes a connection fit for use again. */
  @FunctionalInterface
  interface Recovery {
    /** Makes it so. */
    void recover() throws SourceException;
  }
}
