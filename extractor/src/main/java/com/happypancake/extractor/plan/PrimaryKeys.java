package com.happypancake.extractor.plan;

import com.happypancake.database.Catalogue;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The primary keys of tables, from the source's catalogue. */
public final class PrimaryKeys {

  private final Map<String, List<String>> columns = new LinkedHashMap<>();

  private PrimaryKeys(List<List<String>> rows) {
    for (List<String> row : rows) {
      columns
          .computeIfAbsent(name(row.get(0), row.get(1)), key -> new ArrayList<>())
          .add(row.get(2));
    }
  }

  /**
   * Reads the keys of all tables of these tables' schemas, in one query.
   *
   * @return empty if the source does not tell
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

  /** Returns the names of a key's columns, in its order; none if the table has no key. */
  public List<String> of(LegacyTable table) {
    String name = name(table.schema(), table.name());
    List<String> exact = columns.get(name);
    return List.copyOf(exact == null ? inAnotherCase(name) : exact);
  }

  /** Not all databases distinguish the case of names. */
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
