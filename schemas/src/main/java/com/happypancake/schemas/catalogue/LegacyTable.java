package com.happypancake.schemas.catalogue;

import static com.happypancake.schemas.catalogue.ColumnType.INTEGER;
import static com.happypancake.schemas.catalogue.ColumnType.LONG;
import static com.happypancake.schemas.catalogue.ColumnType.UNSIGNED_BYTE;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Table;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A legacy table and the message that holds its rows.
 *
 * @param descriptor the message
 * @param schema the table's schema, for example {@code dbo}
 * @param name the table's name, for example {@code Messages}
 * @param columns all columns in the order of their field numbers
 * @param key the primary key's columns in key order; empty if the table has none
 * @param timeColumn the column with the time of a row's insertion, for append-only tables
 * @param lookup whether other tables' mappings read its rows, and it gives no events
 */
public record LegacyTable(
    Descriptor descriptor,
    String schema,
    String name,
    List<LegacyColumn> columns,
    List<LegacyColumn> key,
    Optional<LegacyColumn> timeColumn,
    boolean lookup) {

  private static final String DEFAULT_SCHEMA = "dbo";

  /**
   * Reads a table from the options of the message that holds its rows.
   *
   * @throws SchemaException if the options are missing or contradict the message
   */
  public static LegacyTable of(Descriptor descriptor) {
    Table options = descriptor.getOptions().getExtension(OptionsProto.table);
    if (options.getName().isEmpty()) {
      throw new SchemaException(descriptor.getFullName() + ": the table option has no name");
    }
    List<LegacyColumn> columns =
        descriptor.getFields().stream()
            .sorted(Comparator.comparingInt(FieldDescriptor::getNumber))
            .map(LegacyColumn::of)
            .toList();
    refuseClashes(descriptor, columns);
    return new LegacyTable(
        descriptor,
        options.getSchema().isEmpty() ? DEFAULT_SCHEMA : options.getSchema(),
        options.getName(),
        columns,
        options.getKeyList().stream().map(name -> find(descriptor, columns, name)).toList(),
        Optional.of(options.getTimeColumn())
            .filter(name -> !name.isEmpty())
            .map(name -> find(descriptor, columns, name)),
        options.getLookup());
  }

  private static void refuseClashes(Descriptor descriptor, List<LegacyColumn> columns) {
    Set<String> names = new HashSet<>();
    for (LegacyColumn column : columns) {
      if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
        throw new SchemaException(
            descriptor.getFullName() + ": two fields hold the column " + column.name());
      }
    }
  }

  private static LegacyColumn find(Descriptor descriptor, List<LegacyColumn> columns, String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                SchemaException.format(
                    "%s: the table option names the column %s, but the fields hold only %s",
                    descriptor.getFullName(),
                    name,
                    columns.stream().map(LegacyColumn::name).collect(Collectors.joining(", "))));
  }

  /** Returns a table's name with a schema: with the default schema if it has none. */
  public static String withSchema(String name) {
    return name.contains(".") ? name : DEFAULT_SCHEMA + "." + name;
  }

  /** Returns a table's name with its schema, but without the default schema. */
  public static String withoutDefaultSchema(String qualifiedName) {
    String prefix = DEFAULT_SCHEMA + ".";
    return qualifiedName.startsWith(prefix)
        ? qualifiedName.substring(prefix.length())
        : qualifiedName;
  }

  /** Returns the schema and the name, for example {@code dbo.Messages}. */
  public String qualifiedName() {
    return schema + "." + name;
  }

  /**
   * Returns a column by its name.
   *
   * @param columnName the name in the database's spelling
   * @throws SchemaException if the table has no such column
   */
  public LegacyColumn column(String columnName) {
    return find(descriptor, columns, columnName);
  }

  /** Returns whether the primary key consists of integers, which all sources order alike. */
  public boolean hasIntegerKey() {
    return !key.isEmpty()
        && key.stream()
            .map(LegacyColumn::type)
            .allMatch(EnumSet.of(UNSIGNED_BYTE, INTEGER, LONG)::contains);
  }

  /** Returns the rowversion column, if the table has one. */
  public Optional<LegacyColumn> rowversion() {
    return columns.stream().filter(column -> column.type() == ColumnType.ROWVERSION).findFirst();
  }
}
