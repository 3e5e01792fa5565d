package com.happypancake.extractor.scaffold;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A table or view in a database's catalogue.
 *
 * @param schema as the database spells it
 * @param name as the database spells it
 * @param view whether it is a view
 * @param columns in their order
 * @param key names of the primary key's columns, in the key's order; empty if there is none
 * @param uniques names of columns that are each unique alone, except for the primary key
 * @param references of single columns, by the column's name
 */
record CatalogueTable(
    String schema,
    String name,
    boolean view,
    List<CatalogueColumn> columns,
    List<String> key,
    Set<String> uniques,
    Map<String, Reference> references) {

  CatalogueTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    uniques = Set.copyOf(uniques);
    references = Map.copyOf(references);
  }

  /** A column that another column refers to. */
  record Reference(String schema, String table, String column) {}

  /** Returns the schema and the name, for example {@code dbo.Messages}. */
  String qualifiedName() {
    return schema + "." + name;
  }

  /** Returns the name in lower case, which is unique within a database. */
  String identity() {
    return qualifiedName().toLowerCase(Locale.ROOT);
  }

  /** Tells whether a name, with or without the schema, is this table's. */
  boolean isNamed(String text) {
    return name.equalsIgnoreCase(text) || qualifiedName().equalsIgnoreCase(text);
  }
}
