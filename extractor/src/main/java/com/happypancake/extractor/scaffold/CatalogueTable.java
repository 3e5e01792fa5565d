package com.happypancake.extractor.scaffold;

import com.happypancake.database.SourceTable.SourceColumn;
import com.happypancake.database.column.ColumnTypes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table or view in a database's catalogue.
 *
 * @param schema as the database spells it
 * @param name as the database spells it
 * @param key names of the primary key's columns, in order; empty without a primary key
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

  /** The target of a column's reference. */
  record Reference(String schema, String table, String column) {}

  /** Returns the schema and the name, for example {@code dbo.Messages}. */
  String qualifiedName() {
    return schema + "." + name;
  }

  /** Returns the qualified name in lower case, which must be unique within a schema file. */
  String identity() {
    return qualifiedName().toLowerCase(Locale.ROOT);
  }

  /** Returns whether a name, with or without the schema, is this table's. */
  boolean isNamed(String text) {
    return name.equalsIgnoreCase(text) || qualifiedName().equalsIgnoreCase(text);
  }

  /**
   * A column in a database's catalogue.
   *
   * @param name as the database spells it
   * @param ddl its type in the database's DDL; the base type of an alias
   * @param sqlType the SQL Server type that it is read as; empty if none fits
   * @param alias the alias type of its declaration
   * @param numbered whether it is an identity column
   * @param computed whether the database computes it
   */
  record CatalogueColumn(
      String name,
      String ddl,
      Optional<String> sqlType,
      boolean nullable,
      Optional<String> alias,
      boolean numbered,
      boolean computed) {

    static CatalogueColumn of(ColumnTypes types, SourceColumn column) {
      return new CatalogueColumn(
          column.actual().name(),
          types.ddl(column.type()),
          types.sqlType(column.type()),
          column.actual().nullable(),
          column.alias(),
          column.numbered(),
          column.computed());
    }
  }
}
