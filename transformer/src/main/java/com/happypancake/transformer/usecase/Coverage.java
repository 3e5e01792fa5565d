package com.happypancake.transformer.usecase;

import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.transformer.mapping.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Something that needs a use case, and the cases that show it.
 *
 * @param name its name: {@code Messages}, {@code message-sent}, {@code unknown-member}
 */
public record Coverage(Kind kind, String name, List<UseCase> cases) {

  /** What needs use cases. */
  public enum Kind {
    /** A legacy table. */
    TABLE,
    /** A type of event that comes from rows. */
    EVENT,
    /** A reason of a reject. */
    REJECT,
    /** Something that a transform counts. */
    COUNT,
    /** A kind of dirt. */
    DIRT,
    /** A rule of deltas. */
    DELTA_RULE
  }

  /** Copies the list. */
  public Coverage {
    cases = List.copyOf(cases);
  }

  /** Returns everything that needs a use case, with those of the given cases that show it. */
  public static List<Coverage> of(List<UseCase> cases) {
    List<Coverage> all = new ArrayList<>();
    find(
        Kind.TABLE,
        LegacyCatalogue.hpc().tables().stream().map(LegacyTable::name),
        UseCase::tables,
        cases,
        all);
    find(
        Kind.EVENT,
        EventCatalogue.hpc().fromRows().stream().map(EventDefinition::type),
        UseCase::types,
        cases,
        all);
    find(
        Kind.REJECT,
        Stream.of(Reason.values()).map(Reason::text),
        each -> each.rejects().stream().map(reject -> reject.reason().text()).toList(),
        cases,
        all);
    find(Kind.COUNT, names(Tally.values()), each -> names(each.counts().keySet()), cases, all);
    find(Kind.DIRT, names(Dirt.values()), each -> names(each.dirt()), cases, all);
    find(Kind.DELTA_RULE, names(DeltaRule.values()), each -> names(each.rules()), cases, all);
    return all;
  }

  private static void find(
      Kind kind,
      Stream<String> needed,
      Function<UseCase, List<String>> shown,
      List<UseCase> cases,
      List<Coverage> all) {
    needed
        .map(
            name ->
                new Coverage(
                    kind,
                    name,
                    cases.stream().filter(each -> shown.apply(each).contains(name)).toList()))
        .forEach(all::add);
  }

  private static Stream<String> names(Enum<?>[] values) {
    return Stream.of(values).map(Coverage::kebabCase);
  }

  static List<String> names(Collection<? extends Enum<?>> values) {
    return values.stream().map(Coverage::kebabCase).toList();
  }

  static String kebabCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns whether a use case shows it. */
  public boolean isCovered() {
    return !cases.isEmpty();
  }
}
