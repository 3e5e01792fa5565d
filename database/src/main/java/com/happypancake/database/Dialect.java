package com.happypancake.database;

import com.google.protobuf.ByteString;
import com.happypancake.database.column.ActualColumn;
import com.happypancake.database.column.ColumnReader;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The SQL syntax of one database product. Nothing here queries a database. */
public interface Dialect {

  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Returns a text as a literal of the database's national character set, which is Unicode. */
  static String nationalText(String text) {
    return "N" + text(text);
  }

  static String cast(String expression, String type) {
    return "CAST(" + expression + " AS " + type + ")";
  }

  /** Quotes a name, which may have any characters. */
  String quote(String name);

  /** Returns whether the driver leaves a quoted name in a statement as it is. */
  default boolean isQuotable(String name) {
    return true;
  }

  /** Returns a table's quoted name with its schema. */
  default String quote(LegacyTable table) {
    return quote(table.schema()) + "." + quote(table.name());
  }

  /**
   * Returns a statement that switches a session to another database of the server; empty if a
   * connection has only one database.
   */
  default Optional<String> use(String database) {
    return Optional.empty();
  }

  /** Returns a query that touches a table and returns at most one row. */
  String firstRow(LegacyTable table);

  /**
   * Returns the clause after a table's name that samples its rows, reading as few pages as
   * possible; empty if the product has no such clause.
   *
   * @param share of the rows, above 0 and at most 1
   */
  Optional<String> sample(double share);

  /** Returns binary data as a literal. */
  String literal(ByteString value);

  /**
   * Returns how a column's values become literals.
   *
   * @return empty for a type whose values have no literal that compares exactly
   */
  Optional<KeyLiteral> literal(ActualColumn column);

  /**
   * Returns a value as a literal of the column's type, if it has a {@link #literal(ActualColumn)}.
   *
   * @param value a Boolean, Long, BigDecimal, LocalDate, LocalTime, LocalDateTime, OffsetDateTime,
   *     UUID, String or byte[], as the type requires
   */
  String literal(ActualColumn column, Object value);

  /**
   * Returns statements that create what tables need. Run them in order, before creating the tables.
   */
  List<String> prerequisites(List<LegacyTable> tables);

  /** Returns statements that drop what {@link #prerequisites} created only for these tables. */
  List<String> cleanup();

  /**
   * Reads a value of a key column as an SQL literal. The literal has exactly the column's type, so
   * that a comparison with it follows the order of the column's index.
   */
  @FunctionalInterface
  interface KeyLiteral {

    /**
     * Reads the value of the current row.
     *
     * @param index the column's position in the result, from 1
     * @return empty for NULL
     * @throws SQLException if the driver can't return the value
     */
    Optional<String> read(ResultSet rows, int index) throws SQLException;

    /**
     * Returns a reader of literals for the values of a getter.
     *
     * @param spelling spells a value that is not NULL
     */
    static <T> Optional<KeyLiteral> of(
        ColumnReader.Getter<T> getter, Function<? super T, String> spelling) {
      return Optional.of(
          (rows, index) -> Optional.ofNullable(getter.get(rows, index)).map(spelling));
    }

    /** Returns a reader of literals for values of one class. */
    static <T> Optional<KeyLiteral> of(Class<T> type, Function<? super T, String> spelling) {
      return of((rows, index) -> rows.getObject(index, type), spelling);
    }
  }
}
