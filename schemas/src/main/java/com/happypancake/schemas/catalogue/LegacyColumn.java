package com.happypancake.schemas.catalogue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.happypancake.schemas.catalogue.ColumnType.SqlType;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.OptionsProto;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A column of a legacy table and the field that holds it.
 *
 * @param field the field of the row's message
 * @param options the column's options in the schema
 * @param type the way in which the field holds the column's values
 */
public record LegacyColumn(FieldDescriptor field, Column options, ColumnType type) {

  static LegacyColumn of(FieldDescriptor field) {
    String where = field.getFullName();
    if (!field.getOptions().hasExtension(OptionsProto.column)) {
      throw new SchemaException(
          where + ": no column option; add [(hpc.options.column) = {name: … type: …}]");
    }
    Column options = field.getOptions().getExtension(OptionsProto.column);
    if (options.getName().isEmpty()) {
      throw new SchemaException(where + ": the column option has no name");
    }
    ColumnType type =
        ColumnType.of(options.getType())
            .orElseThrow(
                () ->
                    SchemaException.format(
                        "%s: column %s has the SQL type '%s', which no field holds;"
                            + " docs/types.md lists those that one does",
                        where, options.getName(), options.getType()));
    if (field.getType() != type.fieldType()) {
      throw SchemaException.format(
          "%s: a field for the SQL type %s is expected to be %s, but is %s",
          where,
          options.getType(),
          type.fieldType().name().toLowerCase(Locale.ROOT),
          field.getType().name().toLowerCase(Locale.ROOT));
    }
    if (field.isRepeated() || !field.hasPresence()) {
      throw new SchemaException(where + ": declare it optional, so that absence means NULL");
    }
    LegacyColumn column = new LegacyColumn(field, options, type);
    if (type == ColumnType.DECIMAL) {
      checkDecimal(where, column);
    }
    return column;
  }

  private static void checkDecimal(String where, LegacyColumn column) {
    try {
      column.decimalType();
    } catch (IllegalArgumentException e) {
      throw new SchemaException(where + ": " + column.sqlType() + ": " + e.getMessage());
    }
  }

  /** Returns the column's name in the database's spelling. */
  public String name() {
    return options.getName();
  }

  /** Returns the SQL Server type as in DDL, for example {@code nvarchar(32)}. */
  public String sqlType() {
    return options.getType();
  }

  /** Returns the declared length in characters or bytes; empty for {@code max} and other types. */
  public OptionalInt maxLength() {
    return SqlType.parse(sqlType()).number(0);
  }

  /** Returns whether the column allows NULL. */
  public boolean nullable() {
    return options.getNullable();
  }

  /**
   * Returns the precision and scale of a column of type {@link ColumnType#DECIMAL}.
   *
   * @throws IllegalArgumentException if SQL Server has no such type
   */
  public DecimalType decimalType() {
    return DecimalType.of(SqlType.parse(sqlType()));
  }
}
