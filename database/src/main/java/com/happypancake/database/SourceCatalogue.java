package com.happypancake.database;

import com.happypancake.database.Catalogue.Scope;
import com.happypancake.database.SourceTable.IndexColumn;
import com.happypancake.database.SourceTable.SourceColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the catalogue of a session's database, with one query for each question, for all tables at
 * once. A question goes to the most detailed catalogue first, and to the next if the source refuses
 * it. For the session's thread.
 *
 * <p>Every method throws a {@link SourceException} if a query fails for a passing reason, such as a
 * lock or a lost connection, since nothing follows from that. Only an estimate that takes too long
 * counts as unknown, with a note.
 */
public final class SourceCatalogue {

  private static final int TABLE_TEXTS = 3;
  private static final String YES = "1";
  private static final Set<SqlErrorClass> SLOW =
      Set.of(SqlErrorClass.LOCKED, SqlErrorClass.TIMEOUT);

  private final Session session;
  private List<Catalogue> catalogues;

  public SourceCatalogue(Session session) {
    this.session = session;
    this.catalogues = session.product().catalogues();
  }

  /** Returns the name of the catalogue that is asked first, for messages. */
  public String name() {
    return catalogues.get(0).name();
  }

  /**
   * Returns the names of all schemas that hold a table or a view; none if no catalogue lists one.
   */
  public List<String> schemas() throws SourceException {
    for (Catalogue catalogue : catalogues) {
      List<List<String>> rows = session.probeRows(catalogue.schemas()).orElse(List.of());
      if (!rows.isEmpty()) {
        return rows.stream().map(row -> row.get(0)).toList();
      }
    }
    return List.of();
  }

  /**
   * Returns tables and views with their columns, keys and indexes, but without their rows. Later
   * questions begin with the first catalogue that lists a table.
   *
   * @return empty if no catalogue answers
   */
  public Optional<List<SourceTable>> tables(Scope scope) throws SourceException {
    boolean answered = false;
    for (int i = 0; i < catalogues.size(); i++) {
      Optional<List<List<String>>> rows = session.probeRows(catalogues.get(i).columns(scope));
      answered |= rows.isPresent();
      if (rows.isPresent() && !rows.get().isEmpty()) {
        catalogues = catalogues.subList(i, catalogues.size());
        return Optional.of(tables(rows.get(), ask(catalogue -> catalogue.keys(scope))));
      }
    }
    return answered ? Optional.of(List.of()) : Optional.empty();
  }

  private List<SourceTable> tables(
      List<List<String>> rows, Optional<List<List<String>>> keyColumns) {
    Map<List<String>, List<List<String>>> columns = byTable(rows);
    Map<List<String>, List<List<String>>> keys = byTable(keyColumns.orElse(List.of()));
    return columns.entrySet().stream()
        .map(
            table ->
                table(
                    table.getValue(),
                    keyColumns.map(all -> keys.getOrDefault(table.getKey(), List.of()))))
        .toList();
  }

  /** Groups rows by their first two texts, a schema and a table. */
  private static Map<List<String>, List<List<String>>> byTable(List<List<String>> rows) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.subList(0, 2), LinkedHashMap::new, Collectors.toList()));
  }

  private SourceTable table(List<List<String>> rows, Optional<List<List<String>>> keyColumns) {
    List<String> first = rows.get(0);
    return new SourceTable(
        first.get(0),
        first.get(1),
        first.get(2).equals("V"),
        rows.stream()
            .filter(row -> catalogues.get(0).isSelectable(row.get(TABLE_TEXTS)))
            .map(row -> row.subList(TABLE_TEXTS, row.size()))
            .map(texts -> SourceColumn.of(session.product().types(), texts))
            .toList(),
        keyColumns.map(
            all -> all.stream().filter(row -> row.get(3).equals(YES)).map(r -> r.get(2)).toList()),
        keyColumns.orElse(List.of()).stream()
            .filter(row -> row.get(4).equals(YES))
            .map(row -> new IndexColumn(row.get(2), row.get(5).equals(YES)))
            .toList(),
        OptionalLong.empty());
  }

  /**
   * Returns the columns that are unique alone, by table.
   *
   * @return empty if the source does not tell them
   */
  public Optional<List<List<String>>> uniques(Scope scope) throws SourceException {
    return ask(catalogue -> catalogue.uniques(scope));
  }

  /** Returns the rows of {@link Catalogue#references}; empty if the source does not tell them. */
  public Optional<List<List<String>>> references(Scope scope) throws SourceException {
    return ask(catalogue -> catalogue.references(scope));
  }

  private Optional<List<List<String>>> ask(Function<Catalogue, String> query)
      throws SourceException {
    for (Catalogue catalogue : catalogues) {
      Optional<List<List<String>>> rows = session.probeRows(query.apply(catalogue));
      if (rows.isPresent()) {
        return rows;
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the rows of {@link Catalogue#unreadable}; empty if the source does not tell which
   * columns the login may read.
   */
  public Optional<List<List<String>>> unreadable(Scope scope) throws SourceException {
    Optional<String> query = catalogues.get(0).unreadable(scope);
    return query.isPresent() ? session.probeRows(query.get()) : Optional.empty();
  }

  /** Estimates the rows of tables, without those whose rows the source does not tell. */
  public Map<LegacyTable, OptionalLong> rows(List<LegacyTable> tables) throws SourceException {
    return numbers(tables, catalogues.get(0).rows(Scope.of(tables)));
  }

  /** Estimates the bytes that the rows of tables take in the source, like {@link #rows}. */
  public Map<LegacyTable, OptionalLong> bytes(List<LegacyTable> tables) throws SourceException {
    return numbers(tables, catalogues.get(0).bytes(Scope.of(tables)));
  }

  private Map<LegacyTable, OptionalLong> numbers(List<LegacyTable> tables, List<String> queries)
      throws SourceException {
    for (String query : queries) {
      try {
        Map<LegacyTable, OptionalLong> numbers = numbers(session, tables, query);
        if (!numbers.isEmpty()) {
          return numbers;
        }
      } catch (SourceException e) {
        // A run can do without an estimate; it does not end because one takes too long.
        if (e.errorClass().filter(SLOW::contains).isEmpty()) {
          throw e;
        }
        session.note("no estimate of the tables' sizes: " + e.getMessage());
      }
    }
    return Map.of();
  }

  /**
   * Asks a query for schema, table and a number of each table.
   *
   * @return without tables whose number is NULL or missing
   */
  public static Map<LegacyTable, OptionalLong> numbers(
      Session session, List<LegacyTable> tables, String query) throws SourceException {
    List<List<String>> rows = session.probeRows(query).orElse(List.of());
    Map<LegacyTable, OptionalLong> numbers = new HashMap<>();
    for (LegacyTable table : tables) {
      SqlNames.of(table, rows, row -> row.get(0), row -> row.get(1)).stream()
          .map(row -> row.get(2))
          .filter(text -> !text.isEmpty())
          .findFirst()
          .ifPresent(text -> numbers.put(table, OptionalLong.of(Long.parseLong(text))));
    }
    return numbers;
  }
}
