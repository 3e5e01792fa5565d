package com.happypancake.cli.folder;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandException;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.inspect.query.Condition;
import com.happypancake.inspect.query.EventFilter;
import com.happypancake.inspect.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that select records. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
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

  @Mixin private EventOptions events;

  @Option(
      names = "--member",
      paramLabel = "ID",
      description = "Events that name this member in any field. Only for events.")
  private @Nullable Long member;

  /**
   * Narrows a query to the records that the options select.
   *
   * @throws CommandException if an option is invalid or does not fit the folder
   */
  Query query(Query named) throws CommandException {
    EventFilter filter =
        events.filter(named, member == null ? OptionalLong.empty() : OptionalLong.of(member));
    Query all = named.withEvents(filter);
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
}
