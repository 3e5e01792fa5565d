package com.happypancake.extractor.scaffold;

import com.happypancake.database.Catalogue;
import com.happypancake.database.column.ColumnTypes;
import com.happypancake.database.column.DeclaredType;
import java.util.List;
import java.util.Optional;

/**
 * A column in a database's catalogue.
 *
 * @param name as the database spells it
 * @param ddl its type in the database's DDL; the base type of an alias
 * @param sqlType the SQL Server type that it is read as; empty if there is none
 * @param nullable whether it may be NULL
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

  /** Returns the column of a row of {@link Catalogue#columns}, without the table's texts. */
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
