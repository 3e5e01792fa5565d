package com.happypancake.cli.seed;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandException;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.seed.Order;
import com.happypancake.schemas.seed.SeedChoice;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for which events a seed has and in which order, alike for a seed and its audit. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class SeedChoiceOptions {

  private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})\\.\\.([0-9]{1,18})");

  /** What stays in order. */
  enum SeedOrder {
    GLOBAL(Order.ORDER_GLOBAL),
    SUBJECT(Order.ORDER_SUBJECT),
    NONE(Order.ORDER_NONE);

    private final Order order;

    SeedOrder(Order order) {
      this.order = order;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      defaultValue = "global",
      description =
          "What stays in order: ${COMPLETION-CANDIDATES}. See docs/wire.md. Default:"
              + " ${DEFAULT-VALUE}.")
  private SeedOrder order;

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "TYPE",
      description =
          "Only events of these types, separated by commas; * stands for any characters. A seed of"
              + " its own, for engineers, as with --limit and --member.")
  private @Nullable List<String> types;

  @Option(names = "--limit", paramLabel = "N", description = "Only the first N chosen events.")
  private long limit;

  @Option(
      names = "--member",
      paramLabel = "ID",
      description = "Only the events whose subject is this member, or a chat with this member.")
  private long member;

  @Option(
      names = "--only-ordinals",
      paramLabel = "A..B",
      description =
          "A repair: the events with these ordinals, which are sent again and marked as hpc-repair."
              + " A seed needs --again for it.")
  private @Nullable String onlyOrdinals;

  /** Returns what stays in order. */
  public Order order() {
    return order.order;
  }

  /**
   * Returns the chosen events; the default instance for all.
   *
   * @throws CommandException if an option is wrong
   */
  public SeedChoice choice() throws CommandException {
    if (limit < 0 || member < 0) {
      throw CommandException.usage("--limit and --member are at least 1");
    }
    SeedChoice.Builder choice = SeedChoice.newBuilder().setLimit(limit).setMember(member);
    choice.addAllTypes(typeNames());
    if (onlyOrdinals != null) {
      addOrdinals(choice, onlyOrdinals);
    }
    return choice.build();
  }

  private List<String> typeNames() throws CommandException {
    List<String> patterns = types;
    if (patterns == null) {
      return List.of();
    }
    return Arguments.check(
        "--types",
        () ->
            patterns.stream()
                .flatMap(pattern -> EventCatalogue.hpc().matching(pattern).stream())
                .map(EventDefinition::type)
                .distinct()
                .sorted()
                .toList());
  }

  private static void addOrdinals(SeedChoice.Builder choice, String text) throws CommandException {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()
        || Long.parseLong(range.group(1)) < 1
        || Long.parseLong(range.group(2)) < Long.parseLong(range.group(1))) {
      throw CommandException.usage(
          "--only-ordinals is '%s'; expected a first and a last ordinal: 40100..40200", text);
    }
    choice
        .setFirstOrdinal(Long.parseLong(range.group(1)))
        .setLastOrdinal(Long.parseLong(range.group(2)));
  }
}
