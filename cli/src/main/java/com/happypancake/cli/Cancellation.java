package com.happypancake.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What Ctrl-C does: interrupts the working thread and waits, for a while, until it has unwound.
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
  private volatile Consumer<String> voice;

  /**
   * A cancellation that nobody has asked for yet.
   *
   * @param worker the thread to interrupt
   * @param err where to say that it does not answer
   * @param patience how long to wait for it
   */
  public Cancellation(Thread worker, PrintStream err, Duration patience) {
    this.worker = worker;
    this.err = err;
    this.patience = patience;
    this.voice = text -> err.println("hpc: " + text);
  }

  /** Has what there is to say said otherwise than as a line of text. */
  void sayBy(Consumer<String> other) {
    voice = other;
  }

  /** Tells whether the user wants the run to end. */
  public boolean isRequested() {
    return requested;
  }

  /**
   * Promises that the worker asks {@link #isRequested} often enough, and is not to be interrupted:
   * an interrupt closes the file that a library happens to read or write.
   */
  public void withoutInterrupt() {
    interrupting = false;
  }

  /**
   * Runs what waits for the user to type, which no interrupt ends; a request meanwhile ends the
   * process at once.
   */
  public <T> T asking(Supplier<T> question) {
    asking = true;
    try {
      return question.get();
    } finally {
      asking = false;
    }
  }

  /** Tells that the worker has unwound and said what there is to say. */
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
        voice.accept(
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
