package com.happypancake.transformer;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.options.OptionsProto;
import java.util.Locale;
import java.util.Optional;

/** Compares a dump's schema with the one that the mappings read. */
final class SchemaCompatibility {

  private SchemaCompatibility() {}

  /**
   * Checks that rows of one schema can be read with another.
   *
   * <p>The dump may lack columns that no event carries, and it may have additional columns.
   *
   * @param part the path of the part, for messages
   * @param written the part's message in the dump's schema
   * @param table the table that the mappings read
   * @throws RefusedDumpException if a column that events carry is missing or has another type
   */
  static void check(String part, Descriptor written, LegacyTable table)
      throws RefusedDumpException {
    for (LegacyColumn column : table.columns()) {
      if (column.options().getNotCarried().isEmpty()) {
        Optional<String> difference = difference(written, column);
        if (difference.isPresent()) {
          throw new RefusedDumpException(
              String.format(
                  Locale.ROOT,
                  "%s: of another schema: column %s is expected as field %d of type %s,"
                      + " but %s %s; extract the dump again with this hpc",
                  part,
                  column.name(),
                  column.field().getNumber(),
                  type(column.field()),
                  written.getFullName(),
                  difference.get()));
        }
      }
    }
  }

  private static Optional<String> difference(Descriptor written, LegacyColumn column) {
    FieldDescriptor field = written.findFieldByNumber(column.field().getNumber());
    if (field == null) {
      return Optional.of("has no such field");
    }
    String name = field.getOptions().getExtension(OptionsProto.column).getName();
    if (!name.equals(column.name())) {
      return Optional.of("has the column '" + name + "' there");
    }
    if (!type(field).equals(type(column.field()))) {
      return Optional.of("has it of type " + type(field));
    }
    return Optional.empty();
  }

  private static String type(FieldDescriptor field) {
    String type =
        field.getType() == FieldDescriptor.Type.MESSAGE
            ? field.getMessageType().getFullName()
            : field.getType().name().toLowerCase(Locale.ROOT);
    return field.isRepeated() ? "repeated " + type : type;
  }
}
