package com.happypancake.database;

import com.google.protobuf.ByteString;
import com.happypancake.database.column.ActualColumn;
import com.happypancake.database.column.KeyLiteral;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.List;
import java.util.Optional;

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
   * Returns a statement that puts a session into another database of the server.
   *
   * @throws UnsupportedOperationException if a server has one database only
   */
  String use(String database);

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
}
