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

/** How one database product spells SQL. Nothing here asks a database. */
public interface Dialect {

  /** Returns a text as a literal. */
  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Returns a text as a literal of the database's national character set, which is Unicode. */
  static String nationalText(String text) {
    return "N" + text(text);
  }

  /** Returns an expression with a type of its own. */
  static String cast(String expression, String type) {
    return "CAST(" + expression + " AS " + type + ")";
  }

  /** Returns a name as SQL has it, whatever characters it holds. */
  String quote(String name);

  /** Returns a table's name as SQL has it, with its schema. */
  default String quote(LegacyTable table) {
    return quote(table.schema()) + "." + quote(table.name());
  }

  /**
   * Returns a statement that puts a session into another database of the server; empty where a
   * connection has one database only.
   */
  default Optional<String> use(String database) {
    return Optional.empty();
  }

  /** Returns a query that touches a table and gives one row at most. */
  String firstRow(LegacyTable table);

  /**
   * Returns what follows a table's name in a query of a sample of its rows, which reads no more
   * pages than it has to; empty where the product has no such clause.
   *
   * @param share of the rows, above 0 and at most 1
   */
  Optional<String> sample(double share);

  /** Returns binary data as a literal. */
  String literal(ByteString value);

  /**
   * Returns how values of a column become literals.
   *
   * @return empty for a type whose values have no literal that compares exactly
   */
  Optional<KeyLiteral> literal(ActualColumn column);

  /**
   * Returns a value as a literal of a column's own type, if {@link #literal(ActualColumn)} has any.
   *
   * @param value a Boolean, Long, BigDecimal, LocalDate, LocalTime, LocalDateTime, OffsetDateTime,
   *     UUID, String or byte[], as the type has it
   */
  String literal(ActualColumn column, Object value);

  /** Returns statements that create what tables need, to be run in order before them. */
  List<String> prerequisites(List<LegacyTable> tables);

  /** Returns statements that drop what {@link #prerequisites} made for these tables alone. */
  List<String> cleanup();

  /**
   * Reads a value of a key column as a literal of the source's SQL. The literal has exactly the
   * column's type, so that comparing with it gives the order of the column's index.
   */
  @FunctionalInterface
  interface KeyLiteral {

    /**
     * Reads the value of the current row.
     *
     * @param index the column's place in the result; the first is 1
     * @return empty for NULL
     * @throws SQLException if the driver can't give the value
     */
    Optional<String> read(ResultSet rows, int index) throws SQLException;

    /**
     * Returns literals of what one of a result's getters gives.
     *
     * @param spelling spells a value that is not NULL
     */
    static <T> Optional<KeyLiteral> of(
        ColumnReader.Getter<T> getter, Function<? super T, String> spelling) {
      return Optional.of(
          (rows, index) -> Optional.ofNullable(getter.get(rows, index)).map(spelling));
    }

    /** Returns literals of values of one class. */
    static <T> Optional<KeyLiteral> of(Class<T> type, Function<? super T, String> spelling) {
      return of((rows, index) -> rows.getObject(index, type), spelling);
    }
  }
}
