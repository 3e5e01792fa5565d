package com.happypancake.database;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Queries for a database's catalogue. The queries of all catalogues return the same columns, so if
 * a source refuses one, the next catalogue can be asked.
 *
 * <p>This class implements the SQL standard's catalogue in SQL Server's variant. It has unique
 * constraints but no indexes, and does not know which columns are computed or identity columns.
 *
 * <p>The queries take at least one schema name, in the database's spelling.
 */
public class Catalogue {

  /** Returns the condition that an expression equals one of some values. */
  public static String within(String expression, Collection<String> values) {
    return expression
        + values.stream()
            .map(Dialect::nationalText)
            .collect(Collectors.joining(", ", " IN (", ")"));
  }

  /** Returns the name for messages. */
  public String name() {
    return "INFORMATION_SCHEMA";
  }

  /** Returns a query for the names of all schemas that hold a table or a view. */
  public String schemas() {
    return "SELECT DISTINCT TABLE_SCHEMA FROM INFORMATION_SCHEMA.TABLES"
        + " WHERE TABLE_TYPE IN ('BASE TABLE', 'VIEW') AND TABLE_SCHEMA <> 'INFORMATION_SCHEMA'"
        + " ORDER BY TABLE_SCHEMA";
  }

  /**
   * Returns a query for the columns of all tables and views, those of a table in order. It returns
   * schema, table, {@code T} for a table or {@code V} for a view, column, type name, length in
   * characters or bytes (-1 if unlimited), precision, decimals, whether it is nullable, the name of
   * an alias type or NULL, whether it is an identity column, whether it is computed. Booleans are 1
   * and 0.
   */
  public String columns(Collection<String> schemas) {
    return columns(schemas, "c.DATA_TYPE", "0", "0");
  }

  /**
   * Returns a query for the columns of primary keys, in each key's order: schema, table, column.
   */
  public String keys(Collection<String> schemas) {
    return "SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.COLUMN_NAME"
        + constraints("PRIMARY KEY", schemas)
        + " ORDER BY k.TABLE_SCHEMA, k.TABLE_NAME, k.ORDINAL_POSITION";
  }

  /**
   * Returns a query for columns that are unique alone, without primary keys: schema, table, column.
   */
  public String uniques(Collection<String> schemas) {
    return "SELECT k.TABLE_SCHEMA, k.TABLE_NAME, MIN(k.COLUMN_NAME)"
        + constraints("UNIQUE", schemas)
        + " GROUP BY k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME HAVING COUNT(*) = 1"
        + " ORDER BY 1, 2, 3";
  }

  /**
   * Returns a query for references of one column to one column: schema, table and column of the
   * referring column, then of its target.
   */
  public String references(Collection<String> schemas) {
    return "SELECT k.TABLE_SCHEMA, k.TABLE_NAME, MIN(k.COLUMN_NAME),"
        + " u.TABLE_SCHEMA, u.TABLE_NAME, MIN(u.COLUMN_NAME)"
        + " FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r"
        + " JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE k"
        + " ON k.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA"
        + " AND k.CONSTRAINT_NAME = r.CONSTRAINT_NAME"
        + " JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE u"
        + " ON u.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA"
        + " AND u.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME"
        + " WHERE "
        + Catalogue.within("k.TABLE_SCHEMA", schemas)
        + " GROUP BY k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, u.TABLE_SCHEMA, u.TABLE_NAME"
        + " HAVING COUNT(*) = 1 ORDER BY 1, 2, 3, 4, 5, 6";
  }

  /** Returns the query for columns, with a product's additions to the standard. */
  protected static String columns(
      Collection<String> schemas, String type, String isNumbered, String isComputed) {
    return "SELECT c.TABLE_SCHEMA, c.TABLE_NAME,"
        + " CASE t.TABLE_TYPE WHEN 'VIEW' THEN 'V' ELSE 'T' END, c.COLUMN_NAME, "
        + type
        + ", c.CHARACTER_MAXIMUM_LENGTH, c.NUMERIC_PRECISION,"
        + " COALESCE(c.NUMERIC_SCALE, c.DATETIME_PRECISION),"
        + " CASE c.IS_NULLABLE WHEN 'YES' THEN 1 ELSE 0 END, c.DOMAIN_NAME, "
        + isNumbered
        + ", "
        + isComputed
        + " FROM INFORMATION_SCHEMA.TABLES t JOIN INFORMATION_SCHEMA.COLUMNS c"
        + " ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME"
        + " WHERE t.TABLE_TYPE IN ('BASE TABLE', 'VIEW') AND "
        + Catalogue.within("t.TABLE_SCHEMA", schemas)
        + " ORDER BY c.TABLE_SCHEMA, c.TABLE_NAME, c.ORDINAL_POSITION";
  }

  private static String constraints(String type, Collection<String> schemas) {
    return " FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS t"
        + " JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE k"
        + " ON k.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA"
        + " AND k.CONSTRAINT_NAME = t.CONSTRAINT_NAME"
        + " AND k.TABLE_SCHEMA = t.TABLE_SCHEMA AND k.TABLE_NAME = t.TABLE_NAME"
        + " WHERE t.CONSTRAINT_TYPE = '"
        + type
        + "' AND "
        + Catalogue.within("t.TABLE_SCHEMA", schemas);
  }
}
