package com.happypancake.database;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Queries of a database's catalogue. All catalogues give queries of the same columns, so that where
 * a source refuses a query of one, the next can be asked.
 *
 * <p>The queries take names of schemas as the database spells them, at least one.
 */
public interface Catalogue {

  /** Returns the condition that an expression has one of some values. */
  static String within(String expression, Collection<String> values) {
    return expression
        + values.stream()
            .map(Dialect::nationalText)
            .collect(Collectors.joining(", ", " IN (", ")"));
  }

  /** Returns what messages call it. */
  String name();

  /** Returns a query of the names of all schemas that hold a table or a view. */
  String schemas();

  /**
   * Returns a query of the columns of all tables and views, those of a table in their order:
   * schema, table, {@code T} for a table or {@code V} for a view, column, type's name, length in
   * characters or bytes (-1 where unlimited), precision, decimals, whether it may be NULL, the name
   * of an alias type or NULL, whether the database numbers it, whether it is computed. Truths are 1
   * and 0.
   */
  String columns(Collection<String> schemas);

  /** Returns a query of the columns of primary keys, in each key's order: schema, table, column. */
  String keys(Collection<String> schemas);

  /**
   * Returns a query of columns that alone are unique, without primary keys: schema, table, column.
   */
  String uniques(Collection<String> schemas);

  /**
   * Returns a query of columns that alone refer to a column: schema, table and column of the one
   * that refers, then of the one that it refers to.
   */
  String references(Collection<String> schemas);
}
