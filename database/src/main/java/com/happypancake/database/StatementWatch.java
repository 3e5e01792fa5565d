package com.happypancake.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the running statement if its thread is interrupted, and cuts the connection if a call of
 * the driver does not return.
 *
 * <p>A thread that waits for a server's answer does not notice an interrupt, and a sort may make it
 * wait for minutes. The interrupt stays set, so that the thread sees it afterwards.
 */
final class StatementWatch implements AutoCloseable {

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Thread owner;
  private final long patienceNanos;
  private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();

  /** Odd while the driver is in a call. */
  private final AtomicLong calls = new AtomicLong();

  private volatile Connection connection;
  private volatile boolean closed;

  private StatementWatch(Thread owner, Duration patience, Connection connection) {
    this.owner = owner;
    this.patienceNanos = patience.toNanos();
    this.connection = connection;
  }

  /**
   * Begins to watch the calling thread.
   *
   * @param patience how long a call of the driver may take
   */
  static StatementWatch ofCurrentThread(Duration patience, Connection connection) {
    StatementWatch watch = new StatementWatch(Thread.currentThread(), patience, connection);
    Thread thread = new Thread(watch::watch, "hpc-extract-watch");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  /** Sets the connection to cut. */
  void over(Connection other) {
    connection = other;
  }

  /** Sets the statement to cancel. */
  void begin(Statement statement) {
    running.set(statement);
  }

  /** Marks that no statement runs any more. */
  void end() {
    running.set(null);
  }

  /** Marks that the owner calls the driver. */
  void callBegins() {
    calls.lazySet(calls.getPlain() | 1);
  }

  /** Marks that the driver has returned. */
  void callEnds() {
    calls.lazySet((calls.getPlain() | 1) + 1);
  }

  private void watch() {
    long seen = 0;
    long sinceNanos = System.nanoTime();
    while (!closed) {
      if (owner.isInterrupted()) {
        // Cancel repeatedly, since a statement that has not started ignores it.
        cancel(running.get());
      }
      long call = calls.get();
      if (call % 2 == 0 || call != seen) {
        seen = call;
        sinceNanos = System.nanoTime();
      } else if (System.nanoTime() - sinceNanos > patienceNanos) {
        cut();
        sinceNanos = System.nanoTime();
      }
      LockSupport.parkNanos(this, PERIOD_NANOS);
    }
  }

  private static void cancel(@Nullable Statement statement) {
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        // The statement ended or the connection broke, so it no longer runs.
      }
    }
  }

  private void cut() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      // The connection is already broken.
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
