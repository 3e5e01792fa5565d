package com.happypancake.extractor.source;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the running statement when its thread is interrupted.
 *
 * <p>A thread that waits for a server's answer does not notice an interrupt itself, and a sort may
 * keep it waiting for minutes. The interrupt stays set for the thread to see.
 */
final class InterruptWatch implements AutoCloseable {

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Thread owner;
  private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();
  private volatile boolean closed;

  private InterruptWatch(Thread owner) {
    this.owner = owner;
  }

  /** Begins to watch the calling thread. */
  static InterruptWatch ofCurrentThread() {
    InterruptWatch watch = new InterruptWatch(Thread.currentThread());
    Thread thread = new Thread(watch::watch, "hpc-extract-interrupt");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  /** Sets what to cancel. */
  void begin(Statement statement) {
    running.set(statement);
  }

  /** Says that nothing runs any more. */
  void end() {
    running.set(null);
  }

  /** Cancels again and again, since a statement that has not begun yet does not notice. */
  private void watch() {
    while (!closed) {
      if (owner.isInterrupted()) {
        cancel(running.get());
      }
      LockSupport.parkNanos(this, PERIOD_NANOS);
    }
  }

  private static void cancel(@Nullable Statement statement) {
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        // It ended by itself, or the connection is gone: either way it no longer runs.
      }
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
