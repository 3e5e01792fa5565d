package com.happypancake.database.column;

import com.happypancake.schemas.catalogue.LegacyColumn;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The column types of one database product: how to read, declare and bind them. */
public interface ColumnTypes {

  /**
   * Finds the reader for a column.
   *
   * @return empty if the field can't hold all values that the column may have
   */
  Optional<ColumnReader> reader(LegacyColumn wanted, ActualColumn actual);

  /**
   * Returns the name of the type that a column's values are read as. Two columns of one such type
   * can be read by the same reader, and compared with the same literals.
   *
   * <p>Lengths and digits are not part of it, since they don't decide how a value is read. A value
   * that its field can't hold is refused at its row.
   */
  String readType(ActualColumn column);

  /** Returns whether a column can be a rowversion, which each change of its row renews. */
  boolean isRowversion(ActualColumn column);

  /** Returns a type in the product's own DDL: {@code nvarchar(32)}. */
  String ddl(DeclaredType type);

  /** Returns the name by which the driver calls a type of the catalogue. */
  default String driverName(DeclaredType type) {
    return type.name();
  }

  /** Returns the SQL Server type that a type is read as; empty if there is none. */
  Optional<String> sqlType(DeclaredType type);

  /** Returns the part of CREATE TABLE between a column's name and NULL or NOT NULL. */
  String definition(LegacyColumn column);

  /** Binds a {@code datetime}, {@code smalldatetime} or {@code datetime2}. */
  void bindTime(PreparedStatement statement, int index, LegacyColumn column, LocalDateTime value)
      throws SQLException;

  void bindGuid(PreparedStatement statement, int index, UUID value) throws SQLException;

  void bindNull(PreparedStatement statement, int index, LegacyColumn column) throws SQLException;

  /**
   * A column's type in a catalogue.
   *
   * @param name without lengths: {@code nvarchar}
   * @param length in characters or bytes; -1 if unlimited; empty for types without
   * @param precision digits of a number; empty for types without
   * @param scale decimals of numbers and of seconds; empty for types without
   */
  record DeclaredType(String name, OptionalInt length, OptionalInt precision, OptionalInt scale) {

    /**
     * Creates a type from a catalogue's texts.
     *
     * @param texts name, length, precision and scale, with "" for what the type does not have
     * @throws NumberFormatException if a text is no number
     */
    public static DeclaredType of(List<String> texts) {
      return new DeclaredType(
          texts.get(0), number(texts.get(1)), number(texts.get(2)), number(texts.get(3)));
    }

    private static OptionalInt number(String text) {
      return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    public String lowerName() {
      return name.toLowerCase(Locale.ROOT);
    }

    /** Returns a name with the length, which is {@code max} if unlimited or above a limit. */
    public String withLength(String as, int limit) {
      if (length.isEmpty()) {
        return as;
      }
      int characters = length.getAsInt();
      return as + "(" + (characters < 0 || characters > limit ? "max" : characters) + ")";
    }

    /** Returns a name with precision and scale. */
    public String withDigits(String as) {
      return precision.isEmpty()
          ? as
          : as + "(" + precision.getAsInt() + "," + scale.orElse(0) + ")";
    }

    /** Returns a name with the decimals of seconds. */
    public String withDecimals(String as) {
      return scale.isEmpty() ? as : as + "(" + scale.getAsInt() + ")";
    }
  }
}
