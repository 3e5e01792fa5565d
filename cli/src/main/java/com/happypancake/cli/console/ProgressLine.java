package com.happypancake.cli.console;

import com.happypancake.cli.console.ProgressBlock.ProgressInterval;
import com.happypancake.dumps.ReadListener;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows progress on standard error. On a terminal it redraws one line, elsewhere it prints a line
 * every few seconds. Closing clears the line. Thread-safe.
 */
public final class ProgressLine implements AutoCloseable {

  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream err;
  private final boolean live;
  private final boolean quiet;
  private final int columns;
  private final ProgressInterval interval;
  private boolean shown;

  /**
   * Creates an empty line.
   *
   * @param quiet whether to show only what {@link #say} prints
   */
  public ProgressLine(Console console, LongSupplier nanoTime, boolean quiet) {
    this.err = console.err();
    this.live = console.terminal().showsErr();
    this.quiet = quiet;
    this.columns = console.columns();
    this.interval = new ProgressInterval(live, nanoTime);
  }

  /**
   * Shows the progress if an update is due.
   *
   * @param text returns the line; called only if an update is due
   */
  public synchronized void update(Supplier<String> text) {
    if (quiet || !interval.restartIfOver()) {
      return;
    }
    if (live) {
      String line = text.get();
      err.print(CLEAR + line.substring(0, Math.min(line.length(), columns - 1)));
      err.flush();
      shown = true;
    } else {
      err.println(text.get());
    }
  }

  /**
   * Returns a listener that shows the progress of reading.
   *
   * @param doing the activity, such as {@code verifying}
   */
  public ReadListener reading(String doing) {
    return (path, done, total) ->
        update(
            () ->
                String.format(
                    Locale.ROOT,
                    "%s: %d of %d records (%d%%): %s",
                    doing,
                    done,
                    total,
                    total == 0 ? 100 : done * 100 / total,
                    path));
  }

  /** Prints a line that stays, unless quiet. */
  public synchronized void step(String text) {
    if (!quiet) {
      say(text);
    }
  }

  /** Prints a line that stays, even if quiet. */
  public synchronized void say(String text) {
    clear();
    err.println(text);
  }

  /** Clears the line. The next update shows it again. */
  public synchronized void clear() {
    if (shown) {
      err.print(CLEAR);
      err.flush();
      shown = false;
    }
  }

  @Override
  public synchronized void close() {
    clear();
  }
}
