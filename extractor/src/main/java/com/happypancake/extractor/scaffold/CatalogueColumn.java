package com.happypancake.extractor.scaffold;

import com.happypancake.database.Catalogue;
import com.happypancake.database.column.ColumnTypes;
import com.happypancake.database.column.DeclaredType;
import java.util.List;
import java.util.Optional;

/**
 * A column as a database's catalogue tells it.
 *
 * @param name as the database spells it
 * @param ddl its type as the database's DDL has it; an alias's base type
 * @param sqlType the type of SQL Server that it is read as; empty where there is none
 * @param nullable whether it may be NULL
 * @param alias the alias type that it is declared as
 * @param numbered whether the database numbers the rows by it
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

  /** Makes a column of the texts that follow the table's in {@link Catalogue#columns}. */
  static CatalogueColumn of(ColumnTypes types, List<String> texts) {
    DeclaredType type = DeclaredType.of(texts.subList(1, 5));
    return new CatalogueColumn(
        texts.get(0),
        types.ddl(type),
        types.sqlType(type),
        texts.get(5).equals("1"),
        Optional.of(texts.get(6)).filter(alias -> !alias.isEmpty()),
        texts.get(7).equals("1"),
        texts.get(8).equals("1"));
  }
}
