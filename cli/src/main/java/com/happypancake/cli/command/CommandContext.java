package com.happypancake.cli.command;

import com.happypancake.cli.console.Console;
import com.happypancake.cli.console.JsonLog;
import com.happypancake.cli.console.ProgressLine;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The environment of a command.
 *
 * @param console the standard streams
 * @param configuration environment variables and default options
 * @param cancellation whether the user has asked the run to end
 * @param clock the time of day
 * @param nanoTime elapsed time in nanoseconds from an arbitrary origin
 */
public record CommandContext(
    Console console,
    Configuration configuration,
    Cancellation cancellation,
    Clock clock,
    LongSupplier nanoTime) {

  /** Returns an environment variable; empty if it is not set. */
  public Optional<String> variable(String name) {
    return configuration.variable(name);
  }

  /** Asks the user for a secret; empty if nobody can answer. */
  public Optional<String> askSecret(String words) {
    return cancellation.asking(() -> console.secretPrompt().apply(words)).map(String::new);
  }

  /** Asks the user for a line; empty if nobody can answer. */
  public Optional<String> ask(String words) {
    return cancellation.asking(() -> console.prompt().apply(words));
  }

  /** Returns a new JSON log on standard error. */
  public JsonLog log() {
    return new JsonLog(console.err(), clock);
  }

  public ProgressLine progress(boolean quiet) {
    return new ProgressLine(console, nanoTime, quiet);
  }
}
