package com.happypancake.extractor.plan;

import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.database.column.ActualColumn;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds out which columns tables have, by queries of which no row is read. */
public final class TableColumns {

  private final Session session;
  private final Consumer<String> notes;

  /**
   * Columns of a source's tables.
   *
   * @param notes takes what can't be seen
   */
  public TableColumns(Session session, Consumer<String> notes) {
    this.session = session;
    this.notes = notes;
  }

  /** Finds a column by its name: best as it is spelt, else in other case. */
  public static Optional<ActualColumn> find(String name, List<ActualColumn> actual) {
    return actual.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .or(() -> actual.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst());
  }

  /**
   * Returns a table's columns.
   *
   * @param obstacle hears why the table can't be read, if it can't; then there are none
   * @throws SourceException if the connection breaks
   */
  public List<ActualColumn> of(LegacyTable table, Consumer<String> obstacle)
      throws SourceException {
    Optional<List<ActualColumn>> listed =
        session.tryDescribe(TableQueries.allColumns(session.dialect(), table));
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

  /**
   * Columns that {@code SELECT *} leaves out, as hidden or sparse ones, can be named all the same.
   */
  private List<ActualColumn> withUnlisted(LegacyTable table, List<ActualColumn> listed)
      throws SourceException {
    List<ActualColumn> columns = new ArrayList<>(listed);
    for (LegacyColumn column : table.columns()) {
      if (find(column.name(), listed).isEmpty()) {
        String sql = TableQueries.oneColumn(session.dialect(), table, column.name());
        // One that is refused is missing, which is told as a difference.
        columns.addAll(session.describe(table.qualifiedName(), sql).columns());
      }
    }
    return columns;
  }

  private List<ActualColumn> named(LegacyTable table, Consumer<String> obstacle)
      throws SourceException {
    Optional<List<ActualColumn>> named =
        session.tryDescribe(TableQueries.namedColumns(session.dialect(), table));
    return named.isPresent() ? named.get() : plain(table, obstacle);
  }

  /**
   * The last resort: the query that reads the rows, given up before the first. What this one meets
   * is the table's fault, and not that of a source which takes no other query.
   */
  private List<ActualColumn> plain(LegacyTable table, Consumer<String> obstacle)
      throws SourceException {
    Session.Description described =
        session.describe(table.qualifiedName(), TableQueries.plainRows(session.dialect(), table));
    described.obstacle().ifPresent(obstacle);
    return described.columns();
  }
}
