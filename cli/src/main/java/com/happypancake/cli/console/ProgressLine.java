package com.happypancake.cli.console;

import com.happypancake.cli.console.ProgressBlock.ProgressInterval;
import com.happypancake.dumps.ReadListener;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Progress on standard error: on a terminal one line that is redrawn, elsewhere a line every few
 * seconds. Closing clears the line. Safe for use by several threads.
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
   * Progress with nothing to show yet.
   *
   * @param quiet whether to show no progress; {@link #say} prints all the same
   */
  public ProgressLine(Console console, LongSupplier nanoTime, boolean quiet) {
    this.err = console.err();
    this.live = console.terminal().showsErr();
    this.quiet = quiet;
    this.columns = console.columns();
    this.interval = new ProgressInterval(live, nanoTime);
  }

  /**
   * Shows how far a run is, if it is time for it.
   *
   * @param text gives the line; called only if it is shown
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
   * Returns a listener that shows how far a reading is.
   *
   * @param doing what is done, as a participle: {@code verifying}
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

  /** Prints a line that stays, quiet or not. */
  public synchronized void say(String text) {
    clear();
    err.println(text);
  }

  /** Clears the live line, which the next update shows again. */
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
