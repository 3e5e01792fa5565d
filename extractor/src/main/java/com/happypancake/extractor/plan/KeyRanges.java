package com.happypancake.extractor.plan;

import com.happypancake.database.Dialect;
import com.happypancake.database.SqlText;
import com.happypancake.extractor.plan.KeyChoice.KeyColumn;
import com.happypancake.schemas.extraction.Boundary;
import com.happypancake.schemas.extraction.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Half-open ranges of a table's key, as SQL conditions. The source compares the keys, since it
 * orders texts and GUIDs unlike Java. NULL is the least value in all dialects.
 *
 * @param dialect spells names
 * @param columns of the key, in its order
 */
record KeyRanges(Dialect dialect, List<KeyColumn> columns) {

  private static final String ALWAYS = "1 = 1";
  private static final String NEVER = "1 = 0";

  KeyRanges {
    columns = List.copyOf(columns);
  }

  /** Returns {@code ORDER BY} and the columns; an empty text if there are no columns. */
  String orderBy() {
    List<String> names = new ArrayList<>();
    for (KeyColumn column : columns) {
      names.add(dialect.quote(column.actual().name()) + (column.descending() ? " DESC" : ""));
    }
    return names.isEmpty() ? "" : " ORDER BY " + String.join(", ", names);
  }

  /** Returns the columns' names with commas between them. */
  String names() {
    List<String> names = new ArrayList<>();
    columns.forEach(column -> names.add(dialect.quote(column.actual().name())));
    return String.join(", ", names);
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
    from.ifPresent(boundary -> conditions.add(atOrAfter(values(boundary, shown))));
    to.ifPresent(boundary -> conditions.add(before(values(boundary, shown))));
    return String.join(" AND ", conditions);
  }

  private static List<Optional<String>> values(
      Boundary boundary, Function<Optional<String>, Optional<String>> shown) {
    List<Optional<String>> values = new ArrayList<>();
    for (KeyValue value : boundary.getValuesList()) {
      values.add(
          shown.apply(value.hasLiteral() ? Optional.of(value.getLiteral()) : Optional.empty()));
    }
    return values;
  }

  /** The range of the first column comes first, so that the database can seek in the index. */
  private String atOrAfter(List<Optional<String>> values) {
    String first = firstAfter(0, values.get(0), true);
    return columns.size() == 1 ? first : first + " AND " + atOrAfter(values, 0);
  }

  private String atOrAfter(List<Optional<String>> values, int at) {
    if (at == columns.size() - 1) {
      return firstAfter(at, values.get(at), true);
    }
    return either(
        firstAfter(at, values.get(at), false),
        equal(at, values.get(at)),
        atOrAfter(values, at + 1));
  }

  private String before(List<Optional<String>> values) {
    String first = firstBefore(0, values.get(0), columns.size() > 1);
    return columns.size() == 1 ? first : first + " AND " + before(values, 0);
  }

  private String before(List<Optional<String>> values, int at) {
    if (at == columns.size() - 1) {
      return firstBefore(at, values.get(at), false);
    }
    return either(
        firstBefore(at, values.get(at), false), equal(at, values.get(at)), before(values, at + 1));
  }

  private static String either(String apart, String equal, String rest) {
    return "(" + apart + " OR (" + equal + " AND " + rest + "))";
  }

  private String equal(int at, Optional<String> value) {
    String name = dialect.quote(columns.get(at).actual().name());
    return value.map(literal -> name + " = " + literal).orElse(name + " IS NULL");
  }

  private String firstAfter(int at, Optional<String> value, boolean orAt) {
    return columns.get(at).descending() ? less(at, value, orAt) : greater(at, value, orAt);
  }

  private String firstBefore(int at, Optional<String> value, boolean orAt) {
    return columns.get(at).descending() ? greater(at, value, orAt) : less(at, value, orAt);
  }

  private String greater(int at, Optional<String> value, boolean orEqual) {
    String name = dialect.quote(columns.get(at).actual().name());
    if (value.isEmpty()) {
      return orEqual ? ALWAYS : name + " IS NOT NULL";
    }
    return name + (orEqual ? " >= " : " > ") + value.get();
  }

  private String less(int at, Optional<String> value, boolean orEqual) {
    String name = dialect.quote(columns.get(at).actual().name());
    if (value.isEmpty()) {
      return orEqual ? name + " IS NULL" : NEVER;
    }
    String less = name + (orEqual ? " <= " : " < ") + value.get();
    return columns.get(at).actual().nullable() ? "(" + less + " OR " + name + " IS NULL)" : less;
  }
}
