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

/** The column types of one database product: how they are read, declared and bound. */
public interface ColumnTypes {

  /**
   * Finds the reader for a column.
   *
   * @return empty where the field can't hold all that the column may
   */
  Optional<ColumnReader> reader(LegacyColumn wanted, ActualColumn actual);

  /** Tells whether the database sets a column anew with each change of its row. */
  boolean isRowversion(ActualColumn column);

  /** Returns a type as the product's own DDL has it: {@code nvarchar(32)}. */
  String ddl(DeclaredType type);

  /** Returns the type of SQL Server that a type is read as; empty where there is none. */
  Optional<String> sqlType(DeclaredType type);

  /** Returns what CREATE TABLE has of a column between its name and NULL or NOT NULL. */
  String definition(LegacyColumn column);

  /** Binds a {@code datetime}, {@code smalldatetime} or {@code datetime2}. */
  void bindTime(PreparedStatement statement, int index, LegacyColumn column, LocalDateTime value)
      throws SQLException;

  /** Binds a {@code uniqueidentifier}. */
  void bindGuid(PreparedStatement statement, int index, UUID value) throws SQLException;

  /** Binds NULL. */
  void bindNull(PreparedStatement statement, int index, LegacyColumn column) throws SQLException;

  /**
   * A column's type as a catalogue tells it.
   *
   * @param name without lengths: {@code nvarchar}
   * @param length in characters or bytes; -1 where unlimited; empty for types without
   * @param precision digits of a number; empty for types without
   * @param scale digits after the point, of numbers and of seconds; empty for types without
   */
  record DeclaredType(String name, OptionalInt length, OptionalInt precision, OptionalInt scale) {

    /**
     * Makes a type of a catalogue's texts.
     *
     * @param texts name, length, precision and scale; an empty text for what the type has not
     * @throws NumberFormatException if a text is no number
     */
    public static DeclaredType of(List<String> texts) {
      return new DeclaredType(
          texts.get(0), number(texts.get(1)), number(texts.get(2)), number(texts.get(3)));
    }

    private static OptionalInt number(String text) {
      return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    /** Returns the name in lower case. */
    public String lowerName() {
      return name.toLowerCase(Locale.ROOT);
    }

    /** Returns a name with the length; {@code max} where it is unlimited or above a limit. */
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
