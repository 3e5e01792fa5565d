package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandException;
import com.happypancake.transformer.Choice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose which events a transform writes. */
final class ChoiceOptions {

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "TYPE",
      description =
          "Only events of these types, separated by commas; * stands for any characters:"
              + " message-sent,photo-*. Default: all.")
  private @Nullable List<String> types;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description =
          "Only events from this instant on, such as 2014-03-01T12:00:00Z, or the day 2014-03-01"
              + " in UTC.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "INSTANT", description = "Only events before this instant.")
  private @Nullable String to;

  @Option(
      names = "--sample",
      paramLabel = "SHARE",
      description =
          "Only the events of a sample of the members, for example 0.01: a small world whose events"
              + " name no member whom it lacks.")
  private @Nullable Double sample;

  /**
   * Returns the choice that the options describe.
   *
   * @throws CommandException if an option is invalid
   */
  Choice choice() throws CommandException {
    List<String> patterns = types == null ? List.of() : types;
    List<String> names = Arguments.check("--types", () -> Choice.typesLike(patterns));
    Optional<Instant> first = instant("--from", from);
    Optional<Instant> end = instant("--to", to);
    OptionalDouble share = sample == null ? OptionalDouble.empty() : OptionalDouble.of(sample);
    return Arguments.check(() -> new Choice(names, first, end, share));
  }

  private static Optional<Instant> instant(String option, @Nullable String text)
      throws CommandException {
    return text == null ? Optional.empty() : Optional.of(Arguments.parseInstant(option, text));
  }
}
