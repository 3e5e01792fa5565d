package com.happypancake.database;

import com.happypancake.database.column.ColumnTypes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A connection with watched calls. If a call of the driver does not return, the connection is cut.
 * If the connection's thread is interrupted, the running statement is cancelled. Only the thread
 * that opened the connection may use it.
 */
final class WatchedConnection implements AutoCloseable {

  /** Adds a tenth to the driver's own time limit, since the driver's error says more. */
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

  <T> T call(Call<Connection, T> call) throws SQLException {
    watch.callBegins();
    try {
      return call.on(connection);
    } finally {
      watch.callEnds();
    }
  }

  /** Calls the driver with a new statement, which an interrupt cancels. */
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
   * Runs a statement that returns no rows.
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
   * Runs a query for rows. An interrupt cancels it until the cursor is closed.
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

  ColumnTypes types() {
    return sessions.product().types();
  }

  /** Returns the watch, for a row's many short calls, for which {@link #call} is too slow. */
  StatementWatch watch() {
    return watch;
  }

  /**
   * Opens the connection again, which ends its transaction.
   *
   * @throws SourceException if there is no new connection; another attempt may succeed
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
   * Makes an attempt, and another after a failure that may pass. Recovers after each failure.
   *
   * @param where for messages
   * @param sql what the attempt runs, for messages
   * @throws SQLException if the source refuses it, or breaks the connection at it twice; after a
   *     chance loss the second attempt succeeds
   * @throws SourceException if the last attempt failed in another way that may pass, the thread was
   *     interrupted, or the connection broke and can't be replaced
   */
  <T> T attempt(String where, String sql, Call<WatchedConnection, T> attempt, Recovery recovery)
      throws SQLException, SourceException {
    for (int attempts = 1; ; attempts++) {
      try {
        return attempt.on(this);
      } catch (SQLException | RuntimeException e) {
        SqlErrorClass errorClass = classify(e);
        // With an unknown server, a driver may throw anything.
        SQLException thrown = e instanceof SQLException known ? known : new SQLException(e);
        if (Thread.currentThread().isInterrupted()) {
          throw failure(where, SqlText.of(sql), thrown, SqlErrorClass.CANCELLED);
        }
        recovery.recover();
        if (errorClass.isRefusal() || (attempts == ATTEMPTS && errorClass == SqlErrorClass.LOST)) {
          throw thrown;
        }
        if (attempts == ATTEMPTS) {
          throw failure(where, SqlText.of(sql), thrown, errorClass);
        }
      }
    }
  }

  /** Returns what an exception means. It means a loss if it left the connection closed. */
  SqlErrorClass classify(Exception e) {
    if (isClosed()) {
      return SqlErrorClass.LOST;
    }
    return e instanceof SQLException thrown
        ? sessions.product().classify(thrown)
        : SqlErrorClass.OTHER;
  }

  /** Returns the exception for a failed statement. */
  SourceException failure(String where, SqlText sql, SQLException e) {
    return failure(where, sql, e, classify(e));
  }

  /** Returns the exception for a failed statement whose error was classified. */
  SourceException failure(String where, SqlText sql, SQLException e, SqlErrorClass errorClass) {
    DatabaseProduct product = sessions.product();
    String advice =
        errorClass == SqlErrorClass.LOST
            ? sessions.address()
                + " no longer answers; see whether the server is well, then run it again"
            : product.advice(e);
    return SourceException.ofStatement(where, sql, product, e, errorClass, advice);
  }

  private void giveUp() {
    watch.callBegins();
    try {
      if (!connection.isClosed() && !connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException | RuntimeException e) {
      // Nothing was written, so it does not matter how the transaction ends.
    }
    closeQuietly(connection);
    watch.callEnds();
  }

  static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException | RuntimeException e) {
      // The connection is not used again either way.
    }
  }

  @Override
  public void close() {
    giveUp();
    watch.close();
  }

  @FunctionalInterface
  interface Call<S, T> {
    T on(S target) throws SQLException;
  }

  @FunctionalInterface
  interface Recovery {
    void recover() throws SourceException;
  }
}
