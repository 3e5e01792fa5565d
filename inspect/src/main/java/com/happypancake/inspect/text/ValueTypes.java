package com.happypancake.inspect.text;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.options.OptionsProto;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The column type of a field: of the column that it holds or, in an event, carries. For one thread.
 */
final class ValueTypes {

  private static final String EVENT_ID = "hpc.event.Event.id";
  private static final LegacyCatalogue TABLES = LegacyCatalogue.hpc();

  private final Map<FieldDescriptor, ColumnType> known = new HashMap<>();

  /**
   * Returns a field's column type. Without one in the schemas it is {@link ColumnType#BINARY} for
   * bytes and {@link ColumnType#LONG} for everything else.
   */
  ColumnType of(FieldDescriptor field) {
    return known.computeIfAbsent(field, ValueTypes::read);
  }

  private static ColumnType read(FieldDescriptor field) {
    return declared(field)
        .filter(type -> type.fieldType() == field.getType())
        .orElse(
            field.getType() == FieldDescriptor.Type.BYTES ? ColumnType.BINARY : ColumnType.LONG);
  }

  private static Optional<ColumnType> declared(FieldDescriptor field) {
    if (field.getFullName().equals(EVENT_ID)) {
      return Optional.of(ColumnType.GUID);
    }
    if (field.getOptions().hasExtension(OptionsProto.column)) {
      return ColumnType.of(field.getOptions().getExtension(OptionsProto.column).getType());
    }
    return field.getOptions().getExtension(OptionsProto.carries).stream()
        .flatMap(name -> carried(name).stream())
        .filter(type -> type.fieldType() == field.getType())
        .findFirst();
  }

  private static Optional<ColumnType> carried(String name) {
    int dot = name.lastIndexOf('.');
    return TABLES
        .find(name.substring(0, Math.max(dot, 0)))
        .flatMap(
            table ->
                table.columns().stream()
                    .filter(column -> column.name().equals(name.substring(dot + 1)))
                    .findFirst())
        .map(LegacyColumn::type);
  }
}
