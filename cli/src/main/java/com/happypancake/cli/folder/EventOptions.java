package com.happypancake.cli.folder;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandException;
import com.happypancake.inspect.query.EventFilter;
import com.happypancake.inspect.query.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select events by type and time. */
final class EventOptions {

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Events of this type. Repeat it for several types. Only for events.")
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description =
          "Events from this instant on, such as 2014-03-01T12:00:00Z, or the day 2014-03-01 in UTC."
              + " Only for events.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "Events before this instant. Only for events.")
  private @Nullable String to;

  /**
   * Returns the filter that the options describe.
   *
   * @param named a query, whose types the options add to
   * @throws CommandException if an instant is invalid, or the times are in the wrong order
   */
  EventFilter filter(Query named, OptionalLong member) throws CommandException {
    Set<String> chosen = new TreeSet<>(types);
    chosen.addAll(named.events().types());
    Optional<Instant> begin = instant("--from", from);
    Optional<Instant> end = instant("--to", to);
    if (begin.isPresent() && end.isPresent() && !begin.get().isBefore(end.get())) {
      throw CommandException.usage(
          "--from %s is not before --to %s", String.valueOf(from), String.valueOf(to));
    }
    return new EventFilter(chosen, begin, end, member);
  }

  private static Optional<Instant> instant(String option, @Nullable String text)
      throws CommandException {
    if (text == null) {
      return Optional.empty();
    }
    return Optional.of(Arguments.parseInstant(option, text));
  }
}
