package com.happypancake.cli.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Handles Ctrl-C. Interrupts the worker thread and waits for it to unwind.
 *
 * <p>{@link #cancel} runs in a shutdown hook, so the JVM sets the exit code: 130 after SIGINT, 143
 * after SIGTERM. Thread-safe.
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
   * Creates a cancellation that is not requested.
   *
   * @param worker the thread to interrupt
   * @param err receives the message that the thread is still busy
   * @param patience how long to wait for the thread
   */
  public Cancellation(Thread worker, PrintStream err, Duration patience) {
    this.worker = worker;
    this.err = err;
    this.patience = patience;
    this.messages = text -> err.println("hpc: " + text);
  }

  /** Sends messages to a consumer instead of printing them. */
  void reportTo(Consumer<String> other) {
    messages = other;
  }

  /** Returns whether the user has asked the run to end. */
  public boolean isRequested() {
    return requested;
  }

  /**
   * Turns interrupts off; the worker must poll {@link #isRequested} instead. An interrupt would
   * close a file that a library is reading or writing.
   */
  public void withoutInterrupt() {
    interrupting = false;
  }

  /**
   * Asks the user a question. An interrupt does not end the wait, so a cancellation meanwhile ends
   * the process at once.
   */
  public <T> T asking(Supplier<T> question) {
    asking = true;
    try {
      return question.get();
    } finally {
      asking = false;
    }
  }

  /** Records that the worker has unwound and reported its outcome. */
  public void end() {
    ended.countDown();
  }

  /** Stops the worker and waits for it, unless it has ended. */
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
