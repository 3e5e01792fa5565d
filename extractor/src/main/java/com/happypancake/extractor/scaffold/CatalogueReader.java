package com.happypancake.extractor.scaffold;

import com.happypancake.database.Catalogue.Scope;
import com.happypancake.database.Session;
import com.happypancake.database.SourceCatalogue;
import com.happypancake.database.SourceException;
import com.happypancake.database.SourceTable;
import com.happypancake.database.SqlNames;
import com.happypancake.extractor.scaffold.CatalogueTable.CatalogueColumn;
import com.happypancake.extractor.scaffold.CatalogueTable.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the tables of some schemas from a database's catalogue, using the first kind of catalogue
 * that answers. Tables come in the order of the given schemas, then of their names.
 */
final class CatalogueReader {

  private final Session session;
  private final SourceCatalogue catalogue;
  private final Consumer<String> notes;

  CatalogueReader(Session session, Consumer<String> notes) {
    this.session = session;
    this.catalogue = new SourceCatalogue(session);
    this.notes = notes;
  }

  /**
   * Reads tables.
   *
   * @param schemas names of schemas, in any case
   * @param names of the tables and views to read, with or without their schema and in any case;
   *     empty for all tables and no view
   * @throws SourceException if the source fails, or lacks a schema or a table
   */
  List<CatalogueTable> read(List<String> schemas, List<String> names) throws SourceException {
    List<String> spelled = spelled(schemas);
    Scope scope = new Scope(spelled, List.of());
    List<SourceTable> found = tables(scope);
    if (found.stream().allMatch(table -> table.key().isEmpty())) {
      noteUntold("primary keys");
    }
    Map<List<String>, Set<String>> uniques = uniques(scope);
    Map<List<String>, Map<String, Reference>> references = references(scope);
    List<CatalogueTable> tables = new ArrayList<>();
    for (SourceTable table : found) {
      List<String> name = List.of(table.schema(), table.name());
      tables.add(
          new CatalogueTable(
              table.schema(),
              table.name(),
              table.view(),
              table.columns().stream()
                  .map(column -> CatalogueColumn.of(session.product().types(), column))
                  .toList(),
              table.key().orElse(List.of()),
              uniques.getOrDefault(name, Set.of()),
              references.getOrDefault(name, Map.of())));
    }
    tables.sort(
        Comparator.comparing((CatalogueTable table) -> spelled.indexOf(table.schema()))
            .thenComparing(CatalogueTable::name));
    return selected(tables, spelled, names);
  }

  /** Returns the schemas in the database's spelling. */
  private List<String> spelled(List<String> schemas) throws SourceException {
    List<String> known = catalogue.schemas();
    List<String> spelled = new ArrayList<>();
    for (String schema : schemas) {
      Optional<String> found = SqlNames.find(schema, known, name -> name);
      if (found.isEmpty() && !known.isEmpty()) {
        throw missing(
            String.format(
                Locale.ROOT,
                "the schema %s holds no table that the login can see; tables are in %s",
                schema,
                String.join(", ", known.stream().distinct().toList())));
      }
      spelled.add(found.orElse(schema));
    }
    return spelled.stream().distinct().toList();
  }

  private SourceException missing(String what) {
    return new SourceException(SourceException.Kind.MISMATCH, session.address() + ": " + what);
  }

  private List<SourceTable> tables(Scope scope) throws SourceException {
    String best = catalogue.name();
    Optional<List<SourceTable>> tables = catalogue.tables(scope);
    if (tables.isEmpty()) {
      throw new SourceException(
          SourceException.Kind.QUERY,
          session.address()
              + ": the source does not tell which tables it has; the login needs SELECT on them, or"
              + " write the schema by hand");
    }
    if (tables.get().isEmpty()) {
      throw missing(
          String.format(
              Locale.ROOT,
              "no table that the login can see is in %s; see whether the database, the schema and"
                  + " the login's rights are as meant",
              String.join(", ", scope.schemas())));
    }
    if (!catalogue.name().equals(best)) {
      notes.accept(
          String.format(
              Locale.ROOT,
              "the source does not answer %s; what %s does not tell is left out",
              best,
              catalogue.name()));
    }
    return tables.get();
  }

  private void noteUntold(String what) {
    notes.accept("the source does not tell its " + what + "; add them to the .proto by hand");
  }

  /** Returns the unique columns by schema and table. */
  private Map<List<String>, Set<String>> uniques(Scope scope) throws SourceException {
    Optional<List<List<String>>> rows = catalogue.uniques(scope);
    if (rows.isEmpty()) {
      noteUntold("unique columns");
    }
    Map<List<String>, Set<String>> columns = new HashMap<>();
    for (List<String> row : rows.orElse(List.of())) {
      columns.computeIfAbsent(row.subList(0, 2), table -> new HashSet<>()).add(row.get(2));
    }
    return columns;
  }

  /**
   * Returns references by schema and table, and then by column. If a column has several, the first
   * counts.
   */
  private Map<List<String>, Map<String, Reference>> references(Scope scope) throws SourceException {
    Optional<List<List<String>>> rows = catalogue.references(scope);
    if (rows.isEmpty()) {
      noteUntold("foreign keys");
    }
    Map<List<String>, Map<String, Reference>> references = new HashMap<>();
    for (List<String> row : rows.orElse(List.of())) {
      references
          .computeIfAbsent(row.subList(0, 2), table -> new HashMap<>())
          .putIfAbsent(row.get(2), new Reference(row.get(3), row.get(4), row.get(5)));
    }
    return references;
  }

  private List<CatalogueTable> selected(
      List<CatalogueTable> tables, List<String> schemas, List<String> names)
      throws SourceException {
    if (names.isEmpty()) {
      List<CatalogueTable> base = tables.stream().filter(table -> !table.view()).toList();
      if (base.isEmpty()) {
        throw missing(
            String.join(", ", schemas) + " holds views and no table; name the views to read");
      }
      return base;
    }
    Set<CatalogueTable> named = new HashSet<>();
    for (String name : names) {
      List<CatalogueTable> found = tables.stream().filter(table -> table.isNamed(name)).toList();
      if (found.isEmpty()) {
        throw missing(
            String.format(
                Locale.ROOT,
                "no table or view that the login can see is named %s in %s",
                name,
                String.join(", ", schemas)));
      }
      named.addAll(found);
    }
    return tables.stream().filter(named::contains).toList();
  }
}
