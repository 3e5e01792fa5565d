package com.happypancake.cli.extraction;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls an action several times a second, in a thread of its own, so that figures stay current. */
public final class Ticker implements AutoCloseable {

  private static final long INTERVAL_MILLIS = 200;

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(Ticker::thread);
  private @Nullable Future<?> ticks;

  /** Starts. */
  public void start(Runnable tick) {
    ticks =
        executor.scheduleWithFixedDelay(
            tick, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hpc-progress");
    thread.setDaemon(true);
    return thread;
  }

  /** Ends without waiting for a call under way. */
  @Override
  public void close() {
    if (ticks != null) {
      ticks.cancel(false);
    }
    executor.shutdown();
  }
}
