package com.happypancake.cli.console;

import java.io.PrintStream;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Progress of several things at once on standard error: a block of lines that rewrites itself on a
 * terminal, a line every few seconds elsewhere.
 *
 * <p>What is said stays above the block. Safe for use by several threads. Closing clears the block.
 */
public final class ProgressBlock implements AutoCloseable {

  /** Takes what it is followed by; the cursor stands at the beginning of a line. */
  private static final String CLEAR = "\u001b[J";

  /** A terminal that was made narrower cuts lines instead of breaking them. */
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
   * Progress that has nothing to show yet.
   *
   * @param console where it goes
   * @param nanoTime the time, in nanoseconds from any origin
   * @param quiet whether to show no progress; {@link #say} speaks nevertheless
   */
  public ProgressBlock(Console console, LongSupplier nanoTime, boolean quiet) {
    this.err = console.err();
    this.live = console.errIsTerminal();
    this.quiet = quiet;
    this.interval = new ProgressInterval(live, nanoTime);
  }

  /**
   * Shows how far a run is, if it is time to.
   *
   * @param block asked for the lines whenever they are shown on a terminal, so again where
   *     something is said; fewer than its rows, each shorter than its columns
   * @param line asked for the same as one line only when it is shown elsewhere
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

  /** Prints a line that stays above the block of a terminal, and is none of those elsewhere. */
  public synchronized void done(String text) {
    if (live && !quiet) {
      say(text);
    }
  }

  /** Prints a line that stays, quiet or not. */
  public synchronized void say(String text) {
    show(text + System.lineSeparator());
  }

  /** At once, so that nothing flickers. */
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
}
