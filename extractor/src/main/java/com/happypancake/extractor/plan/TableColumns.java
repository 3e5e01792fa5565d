package com.happypancake.extractor.plan;

import com.happypancake.database.Catalogue;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.database.column.ActualColumn;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Finds out which columns tables have, by queries that return no row. */
public final class TableColumns {

  private final Session session;
  private final Consumer<String> notes;

  /**
   * Creates a reader of a source's columns.
   *
   * @param notes receives what the login can't see
   */
  public TableColumns(Session session, Consumer<String> notes) {
    this.session = session;
    this.notes = notes;
  }

  /** Finds a column by its exact name, or else by its name in another case. */
  public static Optional<ActualColumn> find(String name, List<ActualColumn> actual) {
    return actual.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .or(() -> actual.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst());
  }

  /**
   * Returns a table's columns.
   *
   * @param obstacle receives the reason if the table can't be read, which then has no columns
   * @throws SourceException if the connection breaks
   */
  public List<ActualColumn> of(LegacyTable table, Consumer<String> obstacle)
      throws SourceException {
    Optional<List<ActualColumn>> listed =
        session.tryDescribe(
            table.qualifiedName(), TableQueries.allColumns(session.dialect(), table));
    if (listed.isPresent()) {
      return withUnlisted(table, listed.get());
    }
    List<ActualColumn> columns = named(table, obstacle);
    if (!columns.isEmpty()) {
      notes.accept(
          table.qualifiedName()
              + ": the login can't see whether it has columns beside the schema's");
    }
    return columns;
  }

  /** Adds columns that {@code SELECT *} leaves out, such as hidden and sparse ones. */
  private List<ActualColumn> withUnlisted(LegacyTable table, List<ActualColumn> listed)
      throws SourceException {
    List<ActualColumn> columns = new ArrayList<>(listed);
    for (LegacyColumn column : table.columns()) {
      if (find(column.name(), listed).isEmpty()) {
        String sql = TableQueries.oneColumn(session.dialect(), table, column.name());
        // A refused column is missing, which the schema check reports as a difference.
        columns.addAll(session.describe(table.qualifiedName(), sql).columns());
      }
    }
    return columns;
  }

  private List<ActualColumn> named(LegacyTable table, Consumer<String> obstacle)
      throws SourceException {
    Optional<List<ActualColumn>> named =
        session.tryDescribe(
            table.qualifiedName(), TableQueries.namedColumns(session.dialect(), table));
    return named.isPresent() ? named.get() : plain(table, obstacle);
  }

  /**
   * Describes the query that reads the rows, without reading any, as the last resort. If this
   * fails, the table is at fault, and not a source that understands no other query.
   */
  private List<ActualColumn> plain(LegacyTable table, Consumer<String> obstacle)
      throws SourceException {
    Session.Description described =
        session.describe(table.qualifiedName(), TableQueries.plainRows(session.dialect(), table));
    described.obstacle().ifPresent(obstacle);
    return described.columns();
  }

  /** The primary keys of tables, from the source's catalogue. */
  public static final class PrimaryKeys {

    private final Map<String, List<String>> columns = new LinkedHashMap<>();

    private PrimaryKeys(List<List<String>> rows) {
      for (List<String> row : rows) {
        columns
            .computeIfAbsent(name(row.get(0), row.get(1)), key -> new ArrayList<>())
            .add(row.get(2));
      }
    }

    /**
     * Reads the keys of all tables in these tables' schemas, in one query.
     *
     * @return empty if the source does not list them
     */
    public static Optional<PrimaryKeys> read(Session session, List<LegacyTable> tables)
        throws SourceException {
      Set<String> schemas = new TreeSet<>();
      tables.forEach(table -> schemas.add(table.schema()));
      for (Catalogue catalogue : session.product().catalogues()) {
        Optional<List<List<String>>> rows = session.probeRows(catalogue.keys(schemas));
        if (rows.isPresent()) {
          return rows.map(PrimaryKeys::new);
        }
      }
      return Optional.empty();
    }

    /** Returns the names of the primary key's columns, in order; none if the table has no key. */
    public List<String> of(LegacyTable table) {
      String name = name(table.schema(), table.name());
      List<String> exact = columns.get(name);
      return List.copyOf(exact == null ? inAnotherCase(name) : exact);
    }

    /** Finds a table whose name differs in case, since not all databases distinguish it. */
    private List<String> inAnotherCase(String name) {
      return columns.entrySet().stream()
          .filter(each -> each.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(List.of());
    }

    private static String name(String schema, String table) {
      return schema + "." + table;
    }
  }
}
