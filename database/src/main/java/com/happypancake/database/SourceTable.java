package com.happypancake.database;

import com.happypancake.database.column.ActualColumn;
import com.happypancake.database.column.ColumnTypes;
import com.happypancake.database.column.ColumnTypes.DeclaredType;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A table or view as the database describes it. All names are spelled as the database spells them.
 *
 * @param columns in the table's order
 * @param key names of the primary key's columns, in order; none without a primary key; empty if the
 *     source does not tell it
 * @param clusteredIndex in order; empty if there is none, or the source does not tell it
 * @param rows estimated; empty if the source has no cheap estimate
 */
public record SourceTable(
    String schema,
    String name,
    boolean view,
    List<SourceColumn> columns,
    Optional<List<String>> key,
    List<IndexColumn> clusteredIndex,
    OptionalLong rows) {

  public SourceTable {
    columns = List.copyOf(columns);
    key = key.map(List::copyOf);
    clusteredIndex = List.copyOf(clusteredIndex);
  }

  /** Returns a table that no catalogue lists, from the columns of a query's result. */
  public static SourceTable described(LegacyTable table, List<ActualColumn> columns) {
    return new SourceTable(
        table.schema(),
        table.name(),
        false,
        columns.stream().map(SourceColumn::described).toList(),
        Optional.empty(),
        List.of(),
        OptionalLong.empty());
  }

  /** Returns a copy with an estimate of the rows. */
  public SourceTable withRows(OptionalLong other) {
    return new SourceTable(schema, name, view, columns, key, clusteredIndex, other);
  }

  /** Returns the columns as a query's result has them. */
  public List<ActualColumn> actual() {
    return columns.stream().map(SourceColumn::actual).toList();
  }

  /** Finds a column by its name in the schema or in an index. */
  public Optional<SourceColumn> column(String name) {
    return SqlNames.find(name, columns, column -> column.actual().name());
  }

  /**
   * A column of a clustered index.
   *
   * @param descending whether the greatest values come first; NULL is the least value
   */
  public record IndexColumn(String name, boolean descending) {}

  /**
   * A column.
   *
   * @param type as the catalogue declares it; the base type of an alias
   * @param alias the alias type of its declaration
   * @param numbered whether it is an identity column
   * @param computed whether the database computes it
   */
  public record SourceColumn(
      ActualColumn actual,
      DeclaredType type,
      Optional<String> alias,
      boolean numbered,
      boolean computed,
      Comparison comparison) {

    /** How the server compares the column with a literal. */
    public enum Comparison {
      /** As it compares the column's own values. */
      EXACT,
      /** By another collation than its own, since the column's is not the database's. */
      OTHER_COLLATION,
      UNKNOWN
    }

    /** Creates a column from a row of {@link Catalogue#columns}, without the table's texts. */
    static SourceColumn of(ColumnTypes types, List<String> texts) {
      DeclaredType type = DeclaredType.of(texts.subList(1, 5));
      return new SourceColumn(
          new ActualColumn(
              texts.get(0),
              types.driverName(type),
              type.precision().orElse(0) > 0
                  ? type.precision().getAsInt()
                  : Math.max(0, type.length().orElse(0)),
              type.scale().orElse(0),
              texts.get(5).equals("1")),
          type,
          Optional.of(texts.get(6)).filter(alias -> !alias.isEmpty()),
          texts.get(7).equals("1"),
          texts.get(8).equals("1"),
          switch (texts.get(9)) {
            case "1" -> Comparison.EXACT;
            case "0" -> Comparison.OTHER_COLLATION;
            default -> comparison(type.name());
          });
    }

    private static SourceColumn described(ActualColumn actual) {
      return new SourceColumn(
          actual,
          new DeclaredType(
              actual.typeName(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()),
          Optional.empty(),
          false,
          false,
          comparison(actual.typeName()));
    }

    /** A Unicode literal takes the column's collation. A narrow one may be of another code page. */
    private static Comparison comparison(String type) {
      return switch (type.toLowerCase(Locale.ROOT)) {
        case "char", "varchar" -> Comparison.UNKNOWN;
        default -> Comparison.EXACT;
      };
    }
  }
}
