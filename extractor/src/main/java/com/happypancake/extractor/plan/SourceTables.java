package com.happypancake.extractor.plan;

import com.happypancake.database.Catalogue.Scope;
import com.happypancake.database.QueryDescription;
import com.happypancake.database.Session;
import com.happypancake.database.SourceCatalogue;
import com.happypancake.database.SourceException;
import com.happypancake.database.SourceTable;
import com.happypancake.database.SqlNames;
import com.happypancake.database.column.ActualColumn;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Finds out what the source's tables look like. The catalogue describes all tables at once, and no
 * lock on a table delays that. A query without rows asks about a table only if the catalogue does
 * not list it, or says that the login may not read it.
 */
public final class SourceTables {

  private final Session session;
  private final Consumer<String> notes;
  private final List<SourceTable> known;
  private final Optional<List<List<String>>> unreadable;
  private final Map<LegacyTable, OptionalLong> rows;

  private SourceTables(
      Session session,
      Consumer<String> notes,
      List<SourceTable> known,
      Optional<List<List<String>>> unreadable,
      Map<LegacyTable, OptionalLong> rows) {
    this.session = session;
    this.notes = notes;
    this.known = known;
    this.unreadable = unreadable;
    this.rows = rows;
  }

  /**
   * Asks the catalogue.
   *
   * @param notes receives what the source does not tell
   * @throws SourceException if a query fails for a passing reason
   */
  public static SourceTables read(Session session, List<LegacyTable> tables, Consumer<String> notes)
      throws SourceException {
    SourceCatalogue catalogue = new SourceCatalogue(session);
    Scope scope = Scope.of(tables);
    List<SourceTable> known = catalogue.tables(scope).orElse(List.of());
    if (known.stream().allMatch(table -> table.key().isEmpty())) {
      notes.accept(
          "the source does not tell its primary keys: whether they are the schema's is not known");
    }
    return known.isEmpty()
        ? new SourceTables(session, notes, known, Optional.empty(), Map.of())
        : new SourceTables(
            session, notes, known, catalogue.unreadable(scope), catalogue.rows(tables));
  }

  /**
   * Returns how the source describes a table.
   *
   * @param obstacle receives the reason if the table can't be read
   * @return empty if the table can't be read
   * @throws SourceException if a query fails for a passing reason
   */
  public Optional<SourceTable> of(LegacyTable table, Consumer<String> obstacle)
      throws SourceException {
    Optional<SourceTable> found =
        SqlNames.of(table, known, SourceTable::schema, SourceTable::name).stream().findFirst();
    if (found.isEmpty()) {
      List<ActualColumn> columns = described(table, obstacle);
      return Optional.of(SourceTable.described(table, columns)).filter(any -> !columns.isEmpty());
    }
    SourceTable counted = found.get().withRows(rows.getOrDefault(table, OptionalLong.empty()));
    return mayRead(table, counted) || answers(table, counted, obstacle)
        ? Optional.of(counted)
        : Optional.empty();
  }

  /** Returns whether the login may read all columns of the schema, as the catalogue says. */
  private boolean mayRead(LegacyTable table, SourceTable found) {
    return unreadable.isPresent()
        && SqlNames.of(table, unreadable.get(), row -> row.get(0), row -> row.get(1)).stream()
            .noneMatch(row -> names(table, found).contains(row.get(2)));
  }

  /** Returns the schema's columns that the source has, as it spells them. */
  private static List<String> names(LegacyTable table, SourceTable found) {
    return table.columns().stream()
        .flatMap(column -> found.column(column.name()).stream())
        .map(column -> column.actual().name())
        .toList();
  }

  /** Asks the table itself, since a catalogue may err, and a role may give a right. */
  private boolean answers(LegacyTable table, SourceTable found, Consumer<String> obstacle)
      throws SourceException {
    List<String> names = names(table, found);
    if (names.isEmpty()) {
      return true;
    }
    QueryDescription described =
        session.describe(
            table.qualifiedName(), TableQueries.noRow(session.dialect(), table, names));
    described.obstacle().ifPresent(obstacle);
    return described.obstacle().isEmpty();
  }

  /** Returns the columns of a table that the catalogue does not list. */
  private List<ActualColumn> described(LegacyTable table, Consumer<String> obstacle)
      throws SourceException {
    List<String> wanted = table.columns().stream().map(LegacyColumn::name).toList();
    String where = table.qualifiedName();
    String byName = TableQueries.noRow(session.dialect(), table, wanted);
    Optional<List<ActualColumn>> all =
        session.tryDescribe(where, TableQueries.allColumns(session.dialect(), table));
    if (all.isPresent()) {
      return wanted.stream().allMatch(name -> isAmong(name, all.get()))
          ? all.get()
          : withUnlisted(all.get(), session.describe(where, byName).columns());
    }
    Optional<List<ActualColumn>> named = session.tryDescribe(where, byName);
    List<ActualColumn> columns = named.isPresent() ? named.get() : plain(table, obstacle);
    if (!columns.isEmpty()) {
      notes.accept(
          table.qualifiedName()
              + ": "
              + session.whyUnknown(
                  "whether it has columns beside the schema's",
                  "SELECT *",
                  "SELECT on the whole table"));
    }
    return columns;
  }

  private static boolean isAmong(String name, List<ActualColumn> columns) {
    return SqlNames.find(name, columns, ActualColumn::name).isPresent();
  }

  /** Adds columns that {@code SELECT *} leaves out, such as hidden ones. */
  private static List<ActualColumn> withUnlisted(
      List<ActualColumn> listed, List<ActualColumn> named) {
    List<ActualColumn> columns = new ArrayList<>(listed);
    named.stream().filter(column -> !isAmong(column.name(), listed)).forEach(columns::add);
    return columns;
  }

  /**
   * Describes the query that reads the rows, without reading any, as the last resort. If this
   * fails, the table is at fault, and not a source that understands few queries.
   */
  private List<ActualColumn> plain(LegacyTable table, Consumer<String> obstacle)
      throws SourceException {
    QueryDescription described =
        session.describe(table.qualifiedName(), TableQueries.plainRows(session.dialect(), table));
    described.obstacle().ifPresent(obstacle);
    return described.columns();
  }
}
