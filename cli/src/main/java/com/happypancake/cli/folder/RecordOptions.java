package com.happypancake.cli.folder;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandException;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.inspect.query.Condition;
import com.happypancake.inspect.query.EventFilter;
import com.happypancake.inspect.query.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select records. */
final class RecordOptions {

  private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})?");

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description =
          "Records of which this holds: FIELD=VALUE, FIELD!=VALUE, 'FIELD is null' or 'FIELD is not"
              + " null'. Several must all hold. FIELD is a column or a field, nested ones with"
              + " dots: messageSent.body. VALUE is as head prints it, or as ProtoJSON has it;"
              + " nothing is the empty text. NULL neither equals nor differs from any value.")
  private List<String> where = new ArrayList<>();

  @Option(
      names = "--range",
      paramLabel = "FIRST-LAST",
      description = "Records by their number within each part: 1-100; 500- for all from there on.")
  private @Nullable String range;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Events of this type; of several, each of them. For events alone.")
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description =
          "Events from this instant on, such as 2014-03-01T12:00:00Z, or the day 2014-03-01 in UTC."
              + " For events alone.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "Events before this instant. For events alone.")
  private @Nullable String to;

  @Option(
      names = "--member",
      paramLabel = "ID",
      description = "Events that name this member in any field. For events alone.")
  private @Nullable Long member;

  /**
   * Narrows a query to the records that the options select.
   *
   * @throws CommandException if an option is invalid or does not fit the folder
   */
  Query query(Query named) throws CommandException {
    Set<String> chosen = new TreeSet<>(types);
    chosen.addAll(named.events().types());
    Optional<Instant> begin = instant("--from", from);
    Optional<Instant> end = instant("--to", to);
    if (begin.isPresent() && end.isPresent() && !begin.get().isBefore(end.get())) {
      throw CommandException.usage(
          "--from %s is not before --to %s", String.valueOf(from), String.valueOf(to));
    }
    EventFilter events =
        new EventFilter(
            chosen, begin, end, member == null ? OptionalLong.empty() : OptionalLong.of(member));
    Query all = named.withEvents(events);
    Query query = ordinals().map(all::withRange).orElse(all);
    List<Condition> conditions = conditions();
    return Arguments.check("--where", () -> query.withConditions(conditions));
  }

  private List<Condition> conditions() throws CommandException {
    List<Condition> conditions = new ArrayList<>();
    for (String words : where) {
      conditions.add(Arguments.check("--where", () -> Condition.parse(words)));
    }
    return conditions;
  }

  private Optional<OrdinalRange> ordinals() throws CommandException {
    if (range == null) {
      return Optional.empty();
    }
    Matcher matcher = RANGE.matcher(range);
    if (matcher.matches()) {
      long first = Long.parseLong(matcher.group(1));
      long end = matcher.group(2) == null ? Long.MAX_VALUE : Long.parseLong(matcher.group(2)) + 1;
      if (first > 0 && first < end) {
        return Optional.of(new OrdinalRange(first, end));
      }
    }
    throw CommandException.usage(
        "--range is '%s'; expected for example 1-100, or 500- to the end", range);
  }

  private static Optional<Instant> instant(String option, @Nullable String text)
      throws CommandException {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.contains("T")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException e) {
      throw CommandException.usage(
          "%s is '%s'; expected an instant such as 2014-03-01T12:00:00Z, or a day", option, text);
    }
  }
}
