package com.happypancake.seeder.control;

import com.happypancake.seeder.SeedControl;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.control.ControlRequest.Order;
import com.happypancake.seeder.pace.RatePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A run whose log's folder takes orders. A thread of its own reads {@code control.json} a few times
 * a second, gives the orders to the run, and writes {@code state.json} once a second, so a slow
 * disk never holds the run up.
 *
 * <p>The other ways to hold a run, which are keys and the HTTP API, use this as their control: then
 * a pause or its end is written to the folder too, and outlasts the run. Thread-safe.
 */
public final class ControlledRun implements SeedControl, AutoCloseable {

  private static final long POLL_MILLIS = 200;
  private static final long STATE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SeedControl run;
  private final ControlFolder folder;
  private final Consumer<String> notes;
  private final LongSupplier nanoTime;
  private final String id = UUID.randomUUID().toString();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(ControlledRun::thread);
  private ControlRequest taken = ControlRequest.NONE;
  private long stateNanos;
  private boolean failed;

  private ControlledRun(Path log, SeedControl run, Consumer<String> notes, LongSupplier nanoTime) {
    this.run = run;
    this.folder = ControlFolder.ofRun(log);
    this.notes = notes;
    this.nanoTime = nanoTime;
  }

  /**
   * Starts to take orders. Has taken those of the folder, such as a pause of an earlier run, when
   * it returns.
   *
   * @param log the folder, which exists and whose lock the caller holds
   * @param run the run, which may begin later
   * @param notes receives a sentence if the run begins paused, or the folder can't be used
   */
  @SuppressWarnings("FutureReturnValueIgnored") // It ends with the thread.
  public static ControlledRun start(
      Path log, SeedControl run, Consumer<String> notes, LongSupplier nanoTime) {
    ControlledRun controlled = new ControlledRun(log, run, notes, nanoTime);
    controlled.poll(true);
    if (controlled.isPaused()) {
      notes.accept("paused by an earlier order; hpc seed continue " + log + " lets this run go on");
    }
    controlled.thread.scheduleWithFixedDelay(
        () -> controlled.poll(false), POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    return controlled;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hpc-control-file");
    thread.setDaemon(true);
    return thread;
  }

  private synchronized boolean isPaused() {
    return taken.paused();
  }

  /** Takes new orders, and writes the state if it is due. */
  private synchronized void poll(boolean writesState) {
    try {
      ControlRequest request = folder.request();
      boolean isNew = request.sequence() != taken.sequence();
      request.orders(taken, id).forEach(this::obey);
      taken = request;
      if (writesState || isNew || nanoTime.getAsLong() - stateNanos >= STATE_NANOS) {
        stateNanos = nanoTime.getAsLong();
        folder.write(new SeedState(id, taken.sequence(), run.snapshot()));
      }
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        failed = true;
        notes.accept("no orders can be taken from the log's folder: " + e.getMessage());
      }
    }
  }

  private void obey(Order order) {
    if (order instanceof Order.Pause) {
      run.pause();
    } else if (order instanceof Order.Resume) {
      run.resume();
    } else if (order instanceof Order.ChangePlan change) {
      run.rate(change.plan());
    } else {
      run.stop();
    }
  }

  @Override
  public SeedSnapshot snapshot() {
    return run.snapshot();
  }

  @Override
  public void rate(RatePlan plan) {
    run.rate(plan);
  }

  /**
   * Pauses this run and later ones.
   *
   * @throws UncheckedIOException if the folder can't be written; then only this run is paused
   */
  @Override
  public void pause() {
    run.pause();
    keep(true);
  }

  /**
   * Ends the pause of this run and later ones.
   *
   * @throws UncheckedIOException if the folder can't be written; then only this run goes on
   */
  @Override
  public void resume() {
    run.resume();
    keep(false);
  }

  private synchronized void keep(boolean paused) {
    try {
      ControlRequest changed = folder.change(request -> request.withPaused(paused));
      changed.orders(taken, id).forEach(this::obey);
      taken = changed;
    } catch (IOException e) {
      throw new UncheckedIOException("only this run obeys: " + e.getMessage(), e);
    }
  }

  @Override
  public void stop() {
    run.stop();
  }

  /** Writes the last state, and takes no more orders. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    poll(true);
  }
}
