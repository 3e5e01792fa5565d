package com.happypancake.extractor.plan;

import com.happypancake.database.Dialect;
import com.happypancake.database.SqlText;
import com.happypancake.extractor.plan.KeyChoice.KeyColumn;
import com.happypancake.schemas.extraction.Boundary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Half-open ranges of a table's key, as SQL conditions. The source compares the keys, since it
 * orders texts and GUIDs differently from Java. NULL is the least value in all dialects.
 *
 * @param columns of the key, in its order
 */
record KeyRanges(Dialect dialect, List<KeyColumn> columns) {

  private static final String ALWAYS = "1 = 1";
  private static final String NEVER = "1 = 0";

  KeyRanges {
    columns = List.copyOf(columns);
  }

  /** Returns {@code ORDER BY} and the columns, or "" without columns. */
  String orderBy() {
    return columns.isEmpty()
        ? ""
        : " ORDER BY " + list(column -> column.descending() ? " DESC" : "");
  }

  String names() {
    return list(column -> "");
  }

  private String list(Function<KeyColumn, String> direction) {
    return columns.stream()
        .map(column -> dialect.quote(column.actual().name()) + direction.apply(column))
        .collect(Collectors.joining(", "));
  }

  /** Returns the condition for the rows of a range; empty for all rows. */
  Optional<SqlText> condition(Optional<Boundary> from, Optional<Boundary> to) {
    if (from.isEmpty() && to.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SqlText(
            condition(from, to, value -> value),
            condition(from, to, value -> value.map(literal -> "?"))));
  }

  private String condition(
      Optional<Boundary> from,
      Optional<Boundary> to,
      Function<Optional<String>, Optional<String>> shown) {
    List<String> conditions = new ArrayList<>();
    from.ifPresent(boundary -> conditions.add(bound(values(boundary, shown), true)));
    to.ifPresent(boundary -> conditions.add(bound(values(boundary, shown), false)));
    return String.join(" AND ", conditions);
  }

  private static List<Optional<String>> values(
      Boundary boundary, Function<Optional<String>, Optional<String>> shown) {
    return boundary.getValuesList().stream()
        .map(value -> Optional.of(value.getLiteral()).filter(literal -> value.hasLiteral()))
        .map(shown)
        .toList();
  }

  /**
   * Returns the condition for the rows at a boundary or after it, or for those before it. It begins
   * with a range of the first column, so that the database can seek in the index.
   */
  private String bound(List<Optional<String>> values, boolean after) {
    if (columns.size() == 1) {
      return compared(0, values.get(0), after, after);
    }
    return compared(0, values.get(0), after, true) + " AND " + bound(values, after, 0);
  }

  private String bound(List<Optional<String>> values, boolean after, int at) {
    Optional<String> value = values.get(at);
    if (at == columns.size() - 1) {
      return compared(at, value, after, after);
    }
    String name = name(at);
    String equal = value.map(literal -> name + " = " + literal).orElse(name + " IS NULL");
    String rest = bound(values, after, at + 1);
    return "(" + compared(at, value, after, false) + " OR (" + equal + " AND " + rest + "))";
  }

  private String name(int at) {
    return dialect.quote(columns.get(at).actual().name());
  }

  /** Compares a column, whose greatest values may come first. */
  private String compared(int at, Optional<String> value, boolean after, boolean orEqual) {
    boolean greater = after != columns.get(at).descending();
    String name = name(at);
    if (value.isEmpty()) {
      String atNull = greater ? ALWAYS : name + " IS NULL";
      String beyondNull = greater ? name + " IS NOT NULL" : NEVER;
      return orEqual ? atNull : beyondNull;
    }
    String compared = name + (greater ? " >" : " <") + (orEqual ? "= " : " ") + value.get();
    return !greater && columns.get(at).actual().nullable()
        ? "(" + compared + " OR " + name + " IS NULL)"
        : compared;
  }
}
