package com.happypancake.cli.console;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows several lines of progress on standard error. On a terminal it redraws a block of lines,
 * elsewhere it prints one line with its time every few seconds.
 *
 * <p>Messages stay above the block. Closing clears the block. Thread-safe.
 */
public final class ProgressBlock implements AutoCloseable {

  /** Clears the screen from the cursor to the end. */
  private static final String CLEAR = "\u001b[J";

  /** Makes the terminal cut long lines, in case the user has narrowed it. */
  private static final String CUT = "\u001b[?7l";

  private static final String BREAK = "\u001b[?7h";

  private final PrintStream err;
  private final Clock clock;
  private final boolean live;
  private final boolean quiet;
  private final ProgressInterval interval;
  private Supplier<List<String>> lines = List::of;
  private int shown;
  private boolean closed;

  /**
   * Creates an empty block.
   *
   * @param clock the time of a line that is not on a terminal
   * @param quiet whether to show only what {@link #say} prints
   */
  public ProgressBlock(Console console, Clock clock, LongSupplier nanoTime, boolean quiet) {
    this.err = console.err();
    this.clock = clock;
    this.live = console.terminal().showsErr();
    this.quiet = quiet;
    this.interval = new ProgressInterval(live, nanoTime);
  }

  /**
   * Shows the progress if an update is due.
   *
   * @param block returns the lines for a terminal: fewer than its rows, each shorter than its
   *     columns; also called for each later message
   * @param line returns the same as one line
   */
  public synchronized void update(Supplier<List<String>> block, Supplier<String> line) {
    if (quiet || closed || !interval.restartIfOver()) {
      return;
    }
    if (live) {
      lines = block;
      show("");
    } else {
      err.println(Instant.now(clock).truncatedTo(ChronoUnit.SECONDS) + " " + line.get());
    }
  }

  /** Prints a line above the block. Prints nothing if quiet or not on a terminal. */
  public synchronized void done(String text) {
    if (live && !quiet) {
      say(text);
    }
  }

  /** Prints a line that stays, even if quiet. */
  public synchronized void say(String text) {
    show(text + System.lineSeparator());
  }

  /** Prints everything at once to avoid flicker. */
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
   * Decides when to show progress: on a terminal at once and then five times a second, elsewhere
   * every five seconds. Not thread-safe.
   */
  public static final class ProgressInterval {

    private static final Duration LIVE = Duration.ofMillis(200);
    private static final Duration PLAIN = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private final long intervalNanos;
    private long lastNanos;

    /**
     * Starts the first interval.
     *
     * @param live whether progress goes to a terminal
     * @param nanoTime elapsed time in nanoseconds from an arbitrary origin
     */
    public ProgressInterval(boolean live, LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      this.intervalNanos = (live ? LIVE : PLAIN).toNanos();
      this.lastNanos = nanoTime.getAsLong() - (live ? intervalNanos : 0);
    }

    /** Returns whether the interval is over. If it is, starts the next one. */
    public boolean restartIfOver() {
      long now = nanoTime.getAsLong();
      if (now - lastNanos < intervalNanos) {
        return false;
      }
      lastNanos = now;
      return true;
    }
  }
}
