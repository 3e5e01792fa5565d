package com.happypancake.database;

import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The rule that finds a name of a schema file in the database: the same name, or else one that
 * differs only in case. A database that distinguishes the case may have both.
 */
public final class SqlNames {

  private SqlNames() {}

  /** Finds the item of a name. */
  public static <T> Optional<T> find(
      String name, Collection<? extends T> items, Function<? super T, String> nameOf) {
    Optional<T> exact = first(items, item -> nameOf.apply(item).equals(name));
    return exact.isPresent()
        ? exact
        : first(items, item -> nameOf.apply(item).equalsIgnoreCase(name));
  }

  private static <T> Optional<T> first(Collection<? extends T> items, Predicate<T> wanted) {
    for (T item : items) {
      if (wanted.test(item)) {
        return Optional.of(item);
      }
    }
    return Optional.empty();
  }

  /** Finds the items of a table, in their order. */
  public static <T> List<T> of(
      LegacyTable table,
      Collection<T> items,
      Function<? super T, String> schemaOf,
      Function<? super T, String> nameOf) {
    List<T> exact =
        items.stream()
            .filter(item -> nameOf.apply(item).equals(table.name()))
            .filter(item -> schemaOf.apply(item).equals(table.schema()))
            .toList();
    return exact.isEmpty()
        ? items.stream()
            .filter(item -> nameOf.apply(item).equalsIgnoreCase(table.name()))
            .filter(item -> schemaOf.apply(item).equalsIgnoreCase(table.schema()))
            .toList()
        : exact;
  }

  /** Returns whether each name of one collection is in the other, and the other way round. */
  public static boolean same(Collection<String> some, Collection<String> others) {
    return some.size() == others.size()
        && some.stream().allMatch(name -> find(name, others, other -> other).isPresent());
  }
}
