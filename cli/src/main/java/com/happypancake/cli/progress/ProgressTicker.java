package com.happypancake.cli.progress;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Updates a display five times a second, also while its job reports nothing. */
public final class ProgressTicker {

  private static final long TICK_MILLIS = 200;

  private ProgressTicker() {}

  /**
   * Runs a job on the calling thread, and updates its display meanwhile.
   *
   * @return the job's result
   * @throws Exception if the job throws it
   */
  public static <T> T during(ProgressDisplay display, Callable<T> job) throws Exception {
    ScheduledExecutorService ticker =
        Executors.newSingleThreadScheduledExecutor(ProgressTicker::thread);
    Future<?> ticks =
        ticker.scheduleWithFixedDelay(
            display::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    try {
      return job.call();
    } finally {
      ticks.cancel(false);
      ticker.shutdown();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hpc-progress");
    thread.setDaemon(true);
    return thread;
  }
}
