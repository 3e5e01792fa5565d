package com.happypancake.cli.command;

import com.happypancake.cli.console.Console;
import com.happypancake.cli.console.JsonLog;
import com.happypancake.cli.console.ProgressLine;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a command needs from outside.
 *
 * @param console the standard streams
 * @param configuration variables of the environment, and defaults of options
 * @param cancellation whether the user wants the run to end
 * @param clock the time of day
 * @param nanoTime the time for measuring, in nanoseconds from any origin
 */
public record CommandContext(
    Console console,
    Configuration configuration,
    Cancellation cancellation,
    Clock clock,
    LongSupplier nanoTime) {

  /** Returns a variable of the environment; empty if it is not set. */
  public Optional<String> variable(String name) {
    return configuration.variable(name);
  }

  /** Asks the user for a secret; empty where nobody can answer. */
  public Optional<String> askSecret(String words) {
    return cancellation.asking(() -> console.secretPrompt().apply(words)).map(String::new);
  }

  /** Asks the user for a line; empty where nobody can answer. */
  public Optional<String> ask(String words) {
    return cancellation.asking(() -> console.prompt().apply(words));
  }

  /** Returns a log of events as JSON. */
  public JsonLog log() {
    return new JsonLog(console.err(), clock);
  }

  /** Returns a new progress line. */
  public ProgressLine progress(boolean quiet) {
    return new ProgressLine(console, nanoTime, quiet);
  }
}
