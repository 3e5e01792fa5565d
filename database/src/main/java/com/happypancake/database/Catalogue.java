package com.happypancake.database;

import java.util.Collection;
import java.util.Optional;

/**
 * One way to ask a database which tables it holds. All give queries of the same columns, so that
 * each question can be asked in the next way where a source refuses one.
 *
 * <p>The queries take names of schemas as the database spells them, at least one.
 */
public interface Catalogue {

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
   * Returns a query of columns that alone are unique, primary keys aside: schema, table, column.
   */
  String uniques(Collection<String> schemas);

  /**
   * Returns a query of columns that alone refer to a column: schema, table, column of both, the one
   * that refers first.
   */
  String references(Collection<String> schemas);

  /** Returns a type as the source's own DDL has it. */
  String ddl(DeclaredType type);

  /**
   * Returns the type of SQL Server that a column of a type is read as; empty where there is none.
   */
  Optional<String> sqlType(DeclaredType type);
}
