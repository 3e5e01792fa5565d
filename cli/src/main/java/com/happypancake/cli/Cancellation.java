package com.happypancake.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Handles Ctrl-C: interrupts the working thread and waits a while until it has unwound.
 *
 * <p>{@link #cancel} runs in a shutdown hook, so that the JVM itself gives the exit code: 130 after
 * SIGINT, 143 after SIGTERM. Safe for use by several threads.
 */
public final class Cancellation {

  private final Thread worker;
  private final PrintStream err;
  private final Duration patience;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile boolean interrupting = true;
  private volatile boolean asking;
  private volatile Consumer<String> messages;

  /**
   * A cancellation that was not requested yet.
   *
   * @param worker the thread to interrupt
   * @param err takes the message that the thread does not end
   * @param patience how long to wait for it
   */
  public Cancellation(Thread worker, PrintStream err, Duration patience) {
    this.worker = worker;
    this.err = err;
    this.patience = patience;
    this.messages = text -> err.println("hpc: " + text);
  }

  /** Sends messages to a consumer, in place of printing them as text. */
  void reportTo(Consumer<String> other) {
    messages = other;
  }

  /** Tells whether the user wants the run to end. */
  public boolean isRequested() {
    return requested;
  }

  /**
   * Leaves the worker uninterrupted; it has to ask {@link #isRequested} often enough. An interrupt
   * closes the file that a library reads or writes at that moment.
   */
  public void withoutInterrupt() {
    interrupting = false;
  }

  /**
   * Asks the user a question. No interrupt ends the wait for the answer, so a request meanwhile
   * ends the process at once.
   */
  public <T> T asking(Supplier<T> question) {
    asking = true;
    try {
      return question.get();
    } finally {
      asking = false;
    }
  }

  /** Notes that the worker has unwound and reported how it ended. */
  public void end() {
    ended.countDown();
  }

  /** Stops the worker, unless it has ended, and waits for it. */
  public void cancel() {
    if (ended.getCount() == 0) {
      return;
    }
    requested = true;
    if (asking) {
      err.println();
      return;
    }
    if (interrupting) {
      worker.interrupt();
    }
    try {
      if (!ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        messages.accept(
            String.format(
                Locale.ROOT,
                "interrupted, but still busy after %d s; leaving all the same."
                    + " No unfinished file has a final name.",
                patience.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
