package com.happypancake.extractor.scaffold;

import com.happypancake.database.Catalogue;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.scaffold.CatalogueTable.CatalogueColumn;
import com.happypancake.extractor.scaffold.CatalogueTable.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Reads the tables of some schemas from a database's catalogue, using the first kind of catalogue
 * that answers. Tables come in the order of the given schemas, then of their names.
 */
final class CatalogueReader {

  private static final int TABLE_TEXTS = 3;

  private final Session session;
  private final Consumer<String> notes;
  private List<Catalogue> ways;

  CatalogueReader(Session session, Consumer<String> notes) {
    this.session = session;
    this.notes = notes;
    this.ways = session.product().catalogues();
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
    Map<String, List<List<String>>> rows = columns(spelled);
    Map<String, List<String>> keys = pairs(spelled, Catalogue::keys, "primary keys");
    Map<String, List<String>> uniques = pairs(spelled, Catalogue::uniques, "unique columns");
    Map<String, Map<String, Reference>> references = references(spelled);
    List<CatalogueTable> tables = new ArrayList<>();
    for (Map.Entry<String, List<List<String>>> table : rows.entrySet()) {
      List<String> first = table.getValue().get(0);
      tables.add(
          new CatalogueTable(
              first.get(0),
              first.get(1),
              first.get(2).equals("V"),
              table.getValue().stream()
                  .map(row -> row.subList(TABLE_TEXTS, row.size()))
                  .map(texts -> CatalogueColumn.of(session.product().types(), texts))
                  .toList(),
              keys.getOrDefault(table.getKey(), List.of()),
              Set.copyOf(uniques.getOrDefault(table.getKey(), List.of())),
              references.getOrDefault(table.getKey(), Map.of())));
    }
    tables.sort(
        Comparator.comparing((CatalogueTable table) -> spelled.indexOf(table.schema()))
            .thenComparing(CatalogueTable::name));
    return selected(tables, spelled, names);
  }

  /** Returns the schemas in the database's spelling. */
  private List<String> spelled(List<String> schemas) throws SourceException {
    List<String> known = new ArrayList<>();
    for (Catalogue way : ways) {
      session
          .probeRows(way.schemas())
          .ifPresent(rows -> rows.forEach(row -> known.add(row.get(0))));
      if (!known.isEmpty()) {
        break;
      }
    }
    List<String> spelled = new ArrayList<>();
    for (String schema : schemas) {
      Optional<String> found =
          known.stream()
              .filter(schema::equals)
              .findFirst()
              .or(() -> known.stream().filter(schema::equalsIgnoreCase).findFirst());
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

  /**
   * Tries the kinds of catalogues in turn. Later queries begin with the first that has a column.
   */
  private Map<String, List<List<String>>> columns(List<String> schemas) throws SourceException {
    boolean answered = false;
    for (int i = 0; i < ways.size(); i++) {
      Optional<List<List<String>>> rows = session.probeRows(ways.get(i).columns(schemas));
      answered |= rows.isPresent();
      if (rows.isPresent() && !rows.get().isEmpty()) {
        if (i > 0) {
          notes.accept(
              String.format(
                  Locale.ROOT,
                  "the source does not answer %s; what %s does not tell is left out",
                  ways.get(0).name(),
                  ways.get(i).name()));
        }
        ways = ways.subList(i, ways.size());
        return byTable(rows.get());
      }
    }
    if (answered) {
      throw missing(
          String.format(
              Locale.ROOT,
              "no table that the login can see is in %s; see whether the database, the schema and"
                  + " the login's rights are as meant",
              String.join(", ", schemas)));
    }
    throw new SourceException(
        SourceException.Kind.QUERY,
        session.address()
            + ": the source does not tell which tables it has; the login needs SELECT on them, or"
            + " write the schema by hand");
  }

  private static Map<String, List<List<String>>> byTable(List<List<String>> rows) {
    Map<String, List<List<String>>> tables = new LinkedHashMap<>();
    for (List<String> row : rows) {
      tables.computeIfAbsent(table(row), key -> new ArrayList<>()).add(row);
    }
    return tables;
  }

  /** Returns a map key for a table. Names can't contain NUL, so no two tables share a key. */
  private static String table(List<String> row) {
    return row.get(0) + "\0" + row.get(1);
  }

  private List<List<String>> ask(
      List<String> schemas, BiFunction<Catalogue, Collection<String>, String> query, String what)
      throws SourceException {
    for (Catalogue way : ways) {
      Optional<List<List<String>>> rows = session.probeRows(query.apply(way, schemas));
      if (rows.isPresent()) {
        return rows.get();
      }
    }
    notes.accept("the source does not tell its " + what + "; add them to the .proto by hand");
    return List.of();
  }

  private Map<String, List<String>> pairs(
      List<String> schemas, BiFunction<Catalogue, Collection<String>, String> query, String what)
      throws SourceException {
    Map<String, List<String>> columns = new HashMap<>();
    for (List<String> row : ask(schemas, query, what)) {
      columns.computeIfAbsent(table(row), key -> new ArrayList<>()).add(row.get(2));
    }
    return columns;
  }

  /** Returns references by table and column. If a column has several, the first counts. */
  private Map<String, Map<String, Reference>> references(List<String> schemas)
      throws SourceException {
    Map<String, Map<String, Reference>> references = new HashMap<>();
    for (List<String> row : ask(schemas, Catalogue::references, "foreign keys")) {
      references
          .computeIfAbsent(table(row), key -> new HashMap<>())
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
