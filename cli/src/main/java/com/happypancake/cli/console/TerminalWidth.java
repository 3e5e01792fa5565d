package com.happypancake.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The characters in a line of the terminal, also after the user has changed its size. It asks the
 * terminal every two seconds at most. Thread-safe.
 */
public final class TerminalWidth implements IntSupplier {

  private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long ANSWER_MILLIS = 500;

  private final Supplier<OptionalInt> terminal;
  private final LongSupplier nanoTime;
  private int columns;
  private long askedNanos;
  private boolean answers = true;

  /**
   * Creates a width.
   *
   * @param columns the width at the start
   * @param terminal asks for the width; after an empty answer it is not asked again
   * @param nanoTime elapsed time in nanoseconds from an arbitrary origin
   */
  TerminalWidth(int columns, Supplier<OptionalInt> terminal, LongSupplier nanoTime) {
    this.columns = columns;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.askedNanos = nanoTime.getAsLong();
  }

  /** Returns the width of the process's terminal. */
  public static TerminalWidth of(Console console, LongSupplier nanoTime) {
    return new TerminalWidth(
        console.columns(),
        console.terminal().showsErr() ? TerminalWidth::ask : OptionalInt::empty,
        nanoTime);
  }

  @Override
  public synchronized int getAsInt() {
    long now = nanoTime.getAsLong();
    if (answers && now - askedNanos >= INTERVAL_NANOS) {
      askedNanos = now;
      OptionalInt answer = terminal.get();
      answers = answer.isPresent();
      columns = answer.orElse(columns);
    }
    return columns;
  }

  /** Asks {@code stty size}, which prints the rows and the columns. */
  private static OptionalInt ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(ANSWER_MILLIS, TimeUnit.MILLISECONDS)) {
        stty.destroyForcibly();
        return OptionalInt.empty();
      }
      return columns(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  static OptionalInt columns(String size) {
    String[] numbers = size.strip().split(" ", -1);
    return numbers.length == 2 && numbers[1].matches("[1-9][0-9]{0,4}")
        ? OptionalInt.of(Integer.parseInt(numbers[1]))
        : OptionalInt.empty();
  }
}
