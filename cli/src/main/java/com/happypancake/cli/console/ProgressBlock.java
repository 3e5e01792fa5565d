package com.happypancake.cli.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Progress of several things at once on standard error: on a terminal a block of lines that is
 * redrawn, elsewhere a line every few seconds.
 *
 * <p>Messages stay above the block. Closing clears the block. Safe for use by several threads.
 */
public final class ProgressBlock implements AutoCloseable {

  /** Clears the screen from the cursor on. */
  private static final String CLEAR = "\u001b[J";

  /** Makes a terminal that was made narrower cut lines instead of wrapping them. */
  private static final String CUT = "\u001b[?7l";

  private static final String BREAK = "\u001b[?7h";

  private final PrintStream err;
  private final boolean live;
  private final boolean quiet;
  private final ProgressInterval interval;
  private Supplier<List<String>> lines = List::of;
  private int shown;
  private boolean closed;

  /**
   * Progress with nothing to show yet.
   *
   * @param quiet whether to show no progress; {@link #say} prints all the same
   */
  public ProgressBlock(Console console, LongSupplier nanoTime, boolean quiet) {
    this.err = console.err();
    this.live = console.terminal().showsErr();
    this.quiet = quiet;
    this.interval = new ProgressInterval(live, nanoTime);
  }

  /**
   * Shows how far a run is, if it is time for it.
   *
   * @param block gives the lines for a terminal, also when a message is printed: fewer than its
   *     rows, each shorter than its columns
   * @param line gives the same as one line
   */
  public synchronized void update(Supplier<List<String>> block, Supplier<String> line) {
    if (quiet || closed || !interval.restartIfOver()) {
      return;
    }
    if (live) {
      lines = block;
      show("");
    } else {
      err.println(line.get());
    }
  }

  /** Prints a line above the block of a terminal; elsewhere prints nothing. */
  public synchronized void done(String text) {
    if (live && !quiet) {
      say(text);
    }
  }

  /** Prints a line that stays, quiet or not. */
  public synchronized void say(String text) {
    show(text + System.lineSeparator());
  }

  /** Prints everything at once, so that nothing flickers. */
  private void show(String above) {
    StringBuilder text = new StringBuilder();
    if (shown > 0) {
      text.append("\u001b[").append(shown).append('A').append('\r').append(CLEAR);
    }
    text.append(above);
    List<String> block = lines.get();
    if (!block.isEmpty()) {
      text.append(CUT);
      block.forEach(line -> text.append(line).append('\n'));
      text.append(BREAK);
    }
    err.print(text);
    err.flush();
    shown = block.size();
  }

  @Override
  public synchronized void close() {
    closed = true;
    lines = List::of;
    show("");
  }

  /**
   * How often to show progress: on a terminal at once and then five times a second, elsewhere every
   * five seconds. For one thread.
   */
  static final class ProgressInterval {

    private static final Duration LIVE = Duration.ofMillis(200);
    private static final Duration PLAIN = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private final long intervalNanos;
    private long lastNanos;

    /**
     * An interval that begins.
     *
     * @param live whether progress goes to a terminal
     * @param nanoTime the time, in nanoseconds from any origin
     */
    ProgressInterval(boolean live, LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      this.intervalNanos = (live ? LIVE : PLAIN).toNanos();
      this.lastNanos = nanoTime.getAsLong() - (live ? intervalNanos : 0);
    }

    /** Tells whether the interval is over, and if so, begins the next one. */
    boolean restartIfOver() {
      long now = nanoTime.getAsLong();
      if (now - lastNanos < intervalNanos) {
        return false;
      }
      lastNanos = now;
      return true;
    }
  }
}
