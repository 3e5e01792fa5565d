package com.happypancake.extractor;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Pseudonym;
import com.happypancake.schemas.options.Table;
import com.happypancake.schemas.types.TypesProto;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Schemas that a test writes down in a line. */
final class TestSchemas {

  private final FileDescriptorProto.Builder file =
      FileDescriptorProto.newBuilder()
          .setName("test.proto")
          .setPackage("test")
          .setSyntax("proto3")
          .addDependency(OptionsProto.getDescriptor().getFullName())
          .addDependency(TypesProto.getDescriptor().getFullName());

  /**
   * Adds a table of the schema dbo.
   *
   * @param key names of its columns with blanks between them; may be empty
   * @param columns each a name and a type, followed by {@code null} where it may be NULL, and by
   *     {@code birthday} where it is marked as one
   */
  TestSchemas table(String name, String key, String... columns) {
    Table.Builder table = Table.newBuilder().setName(name);
    Stream.of(key.split(" ")).filter(each -> !each.isEmpty()).forEach(table::addKey);
    return table(table, columns);
  }

  /** Adds a table of another schema. */
  TestSchemas table(String schema, String name, List<String> key, String... columns) {
    return table(Table.newBuilder().setSchema(schema).setName(name).addAllKey(key), columns);
  }

  /** Adds an append-only table, which a column tells the time of. */
  TestSchemas appendOnly(String name, String key, String timeColumn, String... columns) {
    Table.Builder table = Table.newBuilder().setName(name).setTimeColumn(timeColumn);
    Stream.of(key.split(" ")).filter(each -> !each.isEmpty()).forEach(table::addKey);
    return table(table, columns);
  }

  private TestSchemas table(Table.Builder table, String... columns) {
    DescriptorProto.Builder message =
        DescriptorProto.newBuilder()
            .setName((table.getSchema() + table.getName()).replaceAll("\\W", "_"))
            .setOptions(
                MessageOptions.newBuilder().setExtension(OptionsProto.table, table.build()));
    for (String declared : columns) {
      List<String> words = List.of(declared.split(" "));
      int number = message.getFieldCount() + 1;
      ColumnType type = ColumnType.of(words.get(1)).orElseThrow();
      FieldDescriptorProto.Builder field =
          FieldDescriptorProto.newBuilder()
              .setName(words.get(0).toLowerCase(Locale.ROOT).replaceAll("\\W", "_"))
              .setNumber(number)
              .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
              .setType(FieldDescriptorProto.Type.valueOf("TYPE_" + type.fieldType().name()))
              .setProto3Optional(true)
              .setOneofIndex(number - 1)
              .setOptions(
                  FieldOptions.newBuilder()
                      .setExtension(
                          OptionsProto.column,
                          Column.newBuilder()
                              .setName(words.get(0))
                              .setType(words.get(1))
                              .setNullable(words.contains("null"))
                              .setPseudonym(
                                  words.contains("birthday")
                                      ? Pseudonym.PSEUDONYM_BIRTHDAY
                                      : Pseudonym.PSEUDONYM_NONE)
                              .build()));
      if (type == ColumnType.OFFSET_TIME) {
        field.setTypeName(".hpc.types.OffsetTime");
      }
      message.addField(field);
      message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
    }
    file.addMessageType(message);
    return this;
  }

  LegacyCatalogue build() throws DescriptorValidationException {
    return LegacyCatalogue.of(
        List.of(
            FileDescriptor.buildFrom(
                file.build(),
                new FileDescriptor[] {OptionsProto.getDescriptor(), TypesProto.getDescriptor()})));
  }
}
