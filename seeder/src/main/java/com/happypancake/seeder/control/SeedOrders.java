package com.happypancake.seeder.control;

import com.happypancake.seeder.pace.RatePlan;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/** Gives orders to the seeder of a log from another process, and waits for its answer. */
public final class SeedOrders {

  private static final long POLL_MILLIS = 50;

  private final ControlFolder folder;
  private final Duration patience;
  private final LongSupplier nanoTime;

  /** How an order ended. */
  public enum Answer {
    /** The seeder has taken it; an order to stop: and has ended. */
    DONE,
    /** No seeder runs on the log. */
    NOTHING_RUNS,
    /** A seeder runs, but has not answered in time. It takes the order as soon as it can. */
    UNANSWERED
  }

  /**
   * Creates it.
   *
   * @param patience how long to wait for an answer
   */
  public SeedOrders(ControlFolder folder, Duration patience, LongSupplier nanoTime) {
    this.folder = folder;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /** Pauses the log's seeder. If none runs, later runs wait. */
  public Answer pause() throws IOException, InterruptedException {
    return keep(true);
  }

  /** Ends the pause of the log, whether a seeder runs or not. */
  public Answer resume() throws IOException, InterruptedException {
    return keep(false);
  }

  private Answer keep(boolean paused) throws IOException, InterruptedException {
    if (!folder.isRunning()) {
      folder.change(request -> request.withPaused(paused));
      return Answer.NOTHING_RUNS;
    }
    return give(false, (request, run) -> request.withPaused(paused));
  }

  /** Replaces the plan of the seeder that runs now. */
  public Answer rate(RatePlan plan) throws IOException, InterruptedException {
    return give(false, (request, run) -> request.withPlan(run, plan));
  }

  /** Ends the seeder that runs now, and waits until it has ended. */
  public Answer stop() throws IOException, InterruptedException {
    Answer answer = give(true, ControlRequest::withStop);
    if (answer != Answer.DONE) {
      return answer;
    }
    long begun = nanoTime.getAsLong();
    while (folder.isRunning()) {
      if (nanoTime.getAsLong() - begun > patience.toNanos()) {
        return Answer.UNANSWERED;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return Answer.DONE;
  }

  /**
   * Makes the request to the run that the folder names; again if that turns out to be over.
   *
   * @param ends whether the end of a run that was told is an answer too
   */
  private Answer give(boolean ends, BiFunction<ControlRequest, String, ControlRequest> change)
      throws IOException, InterruptedException {
    long begun = nanoTime.getAsLong();
    Optional<String> told = Optional.empty();
    long sequence = 0;
    while (nanoTime.getAsLong() - begun < patience.toNanos()) {
      boolean runs = folder.isRunning();
      Optional<SeedState> state = folder.state();
      Optional<String> run = state.map(SeedState::run);
      if (run.isPresent() && run.equals(told) && state.get().acknowledged() >= sequence) {
        return Answer.DONE;
      }
      if (!runs) {
        return ends && told.isPresent() ? Answer.DONE : Answer.NOTHING_RUNS;
      }
      if (run.isPresent() && !run.equals(told)) {
        sequence = folder.change(request -> change.apply(request, run.get())).sequence();
        told = run;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return Answer.UNANSWERED;
  }
}
