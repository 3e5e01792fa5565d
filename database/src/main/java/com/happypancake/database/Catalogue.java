package com.happypancake.database;

import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Queries for a database's catalogue. Each answers one question for all tables at once. The queries
 * of all catalogues return the same columns, so if a source refuses one, the next catalogue can be
 * asked.
 *
 * <p>This class implements the SQL standard's catalogue in SQL Server's variant. It has unique
 * constraints but no indexes, and does not know which columns are computed or identity columns.
 */
public class Catalogue {

  /**
   * The tables that a query is about. The database compares the names as it compares its own, so a
   * name in another case finds a table only where a query of the table would find it.
   *
   * @param schemas at least one
   * @param tables names in any of the schemas; empty for all
   */
  public record Scope(List<String> schemas, List<String> tables) {

    /** Longer lists cost the server more than to list the schemas' other tables. */
    private static final int MAX_TABLES = 200;

    public Scope {
      schemas = List.copyOf(schemas);
      tables = tables.size() > MAX_TABLES ? List.of() : List.copyOf(tables);
    }

    /** Returns a scope that holds tables of a schema file, and perhaps others. */
    public static Scope of(Collection<LegacyTable> tables) {
      return new Scope(
          List.copyOf(new TreeSet<>(tables.stream().map(LegacyTable::schema).toList())),
          List.copyOf(new TreeSet<>(tables.stream().map(LegacyTable::name).toList())));
    }

    /** Returns the condition for two expressions, the names of a schema and of its table. */
    public String condition(String schema, String table) {
      return within(schema, schemas) + (tables.isEmpty() ? "" : " AND " + within(table, tables));
    }

    private static String within(String expression, List<String> values) {
      return expression
          + values.stream()
              .map(Dialect::nationalText)
              .collect(Collectors.joining(", ", " IN (", ")"));
    }
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
   * an alias type or NULL, whether it is an identity column, whether it is computed, and whether
   * the server compares it with a literal as it compares its values, or NULL if that is unknown.
   * Booleans are 1 and 0.
   */
  public String columns(Scope scope) {
    return columns(scope, "c.DATA_TYPE", "0", "0");
  }

  /** Returns whether a query for rows may name a column that {@link #columns} tells of. */
  public boolean isSelectable(String column) {
    return true;
  }

  /**
   * Returns a query for the columns of primary keys and of clustered indexes, in each one's order:
   * schema, table, column, whether it is of the primary key, whether it is of the clustered index,
   * whether it descends in the index. Booleans are 1 and 0.
   */
  public String keys(Scope scope) {
    return "SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.COLUMN_NAME, 1, 0, 0"
        + constraints("PRIMARY KEY", scope)
        + " ORDER BY k.TABLE_SCHEMA, k.TABLE_NAME, k.ORDINAL_POSITION";
  }

  /**
   * Returns a query for the columns that the login may not read, as far as the database tells:
   * schema, table, column.
   *
   * @return empty if the catalogue does not know
   */
  public Optional<String> unreadable(Scope scope) {
    return Optional.empty();
  }

  /**
   * Returns queries for estimates of the tables' rows: schema, table, rows. If a source refuses
   * one, the next may do.
   */
  public List<String> rows(Scope scope) {
    return List.of();
  }

  /** Returns queries for the bytes that the rows take, like {@link #rows}: schema, table, bytes. */
  public List<String> bytes(Scope scope) {
    return List.of();
  }

  /**
   * Returns a query for columns that are unique alone, without primary keys: schema, table, column.
   */
  public String uniques(Scope scope) {
    return "SELECT k.TABLE_SCHEMA, k.TABLE_NAME, MIN(k.COLUMN_NAME)"
        + constraints("UNIQUE", scope)
        + " GROUP BY k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME HAVING COUNT(*) = 1"
        + " ORDER BY 1, 2, 3";
  }

  /**
   * Returns a query for references of one column to one column: schema, table and column of the
   * referring column, then of its target.
   */
  public String references(Scope scope) {
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
        + scope.condition("k.TABLE_SCHEMA", "k.TABLE_NAME")
        + " GROUP BY k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, u.TABLE_SCHEMA, u.TABLE_NAME"
        + " HAVING COUNT(*) = 1 ORDER BY 1, 2, 3, 4, 5, 6";
  }

  /** Returns the query for columns, with a product's additions to the standard. */
  protected static String columns(Scope scope, String type, String isNumbered, String isComputed) {
    return "SELECT c.TABLE_SCHEMA, c.TABLE_NAME,"
        + " CASE t.TABLE_TYPE WHEN 'VIEW' THEN 'V' ELSE 'T' END, c.COLUMN_NAME, "
        + type
        + ", c.CHARACTER_MAXIMUM_LENGTH, c.NUMERIC_PRECISION,"
        + " COALESCE(c.NUMERIC_SCALE, c.DATETIME_PRECISION),"
        + " CASE c.IS_NULLABLE WHEN 'YES' THEN 1 ELSE 0 END, c.DOMAIN_NAME, "
        + isNumbered
        + ", "
        + isComputed
        + ", NULL FROM INFORMATION_SCHEMA.TABLES t JOIN INFORMATION_SCHEMA.COLUMNS c"
        + " ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME"
        + " WHERE t.TABLE_TYPE IN ('BASE TABLE', 'VIEW') AND "
        + scope.condition("t.TABLE_SCHEMA", "t.TABLE_NAME")
        + " ORDER BY c.TABLE_SCHEMA, c.TABLE_NAME, c.ORDINAL_POSITION";
  }

  private static String constraints(String type, Scope scope) {
    return " FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS t"
        + " JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE k"
        + " ON k.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA"
        + " AND k.CONSTRAINT_NAME = t.CONSTRAINT_NAME"
        + " AND k.TABLE_SCHEMA = t.TABLE_SCHEMA AND k.TABLE_NAME = t.TABLE_NAME"
        + " WHERE t.CONSTRAINT_TYPE = '"
        + type
        + "' AND "
        + scope.condition("t.TABLE_SCHEMA", "t.TABLE_NAME");
  }
}
