package com.happypancake.seeder.run;

import com.happypancake.schemas.seed.RunStopped.Reason;
import com.happypancake.seeder.engine.SeedEngine;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The thread that writes a run's log. It writes in groups, and at once if the run is short of room.
 *
 * <p>It holds the engine's lock while it looks at the engine, and not while it waits for the disk.
 */
final class LogThread {

  /** Confirms are written to the disk at least so often. */
  private static final long GROUP_NANOS = 50_000_000L;

  private final RunRecorder recorder;
  private final SeedEngine<?> engine;
  private final ReentrantLock lock;
  private final Runnable wake;
  private final LongSupplier nanoTime;
  private final Condition recordable;
  private final Thread thread = new Thread(this::record, "hpc-seed-log");
  private boolean gathers;
  private boolean ended;
  private Optional<IOException> failure = Optional.empty();

  /**
   * Creates a thread that does not run yet.
   *
   * @param lock the engine's lock
   * @param wake lets the publishing thread look at the engine again; called under the lock
   */
  LogThread(
      RunRecorder recorder,
      SeedEngine<?> engine,
      ReentrantLock lock,
      Runnable wake,
      LongSupplier nanoTime) {
    this.recorder = recorder;
    this.engine = engine;
    this.lock = lock;
    this.wake = wake;
    this.nanoTime = nanoTime;
    this.recordable = lock.newCondition();
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Lets the thread look at the engine, unless it gathers a group. The caller holds the lock. */
  void signal() {
    if (!gathers || engine.isShortOfRoom()) {
      recordable.signal();
    }
  }

  private void record() {
    try {
      while (awaitEntries()) {
        recorder.write();
        locked(
            () -> {
              recorder.done(engine);
              wake.run();
            });
      }
    } catch (IOException e) {
      failure = Optional.of(e);
      fail("the seed log can't be written");
    } catch (RuntimeException e) {
      // Without this thread no event would leave the window, and the run would wait for ever.
      fail("internal error: " + e);
    }
  }

  private void fail(String why) {
    locked(
        () -> {
          engine.stop(Reason.REASON_FAILED, why, nanoTime.getAsLong());
          wake.run();
        });
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the log lacks something. Returns false at the end of the run. */
  private boolean awaitEntries() {
    lock.lock();
    try {
      long groupedNanos = nanoTime.getAsLong() + GROUP_NANOS;
      long left = GROUP_NANOS;
      gathers = true;
      while (!ended && !engine.isShortOfRoom() && left > 0) {
        long ignored = recordable.awaitNanos(left);
        left = groupedNanos - nanoTime.getAsLong();
      }
      gathers = false;
      while (!recorder.take(engine)) {
        if (ended) {
          return false;
        }
        recordable.await();
      }
      return true;
    } catch (InterruptedException e) {
      // Nobody interrupts this thread.
      throw new IllegalStateException("the thread of the seed log was interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /** Has the thread write what is left, and waits for its end. */
  void end() {
    locked(
        () -> {
          ended = true;
          recordable.signal();
        });
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // The run is over; its last entries are still to be written.
        boolean ignored = Thread.interrupted();
      }
    }
  }

  /** Returns why the log could not be written. Called after {@link #end}. */
  Optional<IOException> failure() {
    return failure;
  }
}
