package com.happypancake.extractor.scaffold;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.extractor.scaffold.CatalogueTable.CatalogueColumn;
import com.happypancake.extractor.scaffold.SchemaPlan.MessagePlan;
import com.happypancake.extractor.scaffold.SchemaPlan.MessagePlan.Field;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Table;
import com.happypancake.schemas.types.OffsetTime;
import com.happypancake.schemas.types.TypesProto;
import java.util.List;
import java.util.Optional;

/**
 * The plan of a .proto file with a database's messages.
 *
 * @param file its name, such as {@code finland.proto}
 * @param packageName its package, such as {@code legacy.finland}
 * @param outerClass the Java class of the file
 * @param origin where the tables come from, for people
 */
record SchemaPlan(
    String file, String packageName, String outerClass, String origin, List<MessagePlan> messages) {

  /** The only message type that fields have. */
  static final Descriptor MESSAGE = OffsetTime.getDescriptor();

  SchemaPlan {
    messages = List.copyOf(messages);
  }

  /** Returns whether a field is a message, whose file must be imported. */
  boolean hasMessageFields() {
    return messages.stream()
        .flatMap(message -> message.fields().stream())
        .anyMatch(field -> field.type().fieldType() == FieldDescriptor.Type.MESSAGE);
  }

  /**
   * Returns the file's descriptor, equal to what protoc makes of its text.
   *
   * @throws SchemaException if the descriptor is invalid, which the plan's names rule out
   */
  FileDescriptor descriptor() {
    FileDescriptorProto.Builder proto =
        FileDescriptorProto.newBuilder()
            .setName(file)
            .setPackage(packageName)
            .setSyntax("proto3")
            .setOptions(
                FileOptions.newBuilder()
                    .setJavaOuterClassname(outerClass)
                    .setJavaMultipleFiles(true))
            .addDependency(OptionsProto.getDescriptor().getFullName());
    if (hasMessageFields()) {
      proto.addDependency(TypesProto.getDescriptor().getFullName());
    }
    messages.forEach(message -> proto.addMessageType(message(message)));
    FileDescriptor[] imports =
        hasMessageFields()
            ? new FileDescriptor[] {OptionsProto.getDescriptor(), TypesProto.getDescriptor()}
            : new FileDescriptor[] {OptionsProto.getDescriptor()};
    try {
      return FileDescriptor.buildFrom(proto.build(), imports);
    } catch (DescriptorValidationException e) {
      throw new SchemaException(file + ": " + e.getMessage());
    }
  }

  private static DescriptorProto message(MessagePlan plan) {
    DescriptorProto.Builder message =
        DescriptorProto.newBuilder()
            .setName(plan.name())
            .setOptions(
                MessageOptions.newBuilder().setExtension(OptionsProto.table, plan.options()));
    for (Field field : plan.fields()) {
      // proto3 gives each optional field a separate oneof.
      message
          .addField(field(field).setOneofIndex(message.getOneofDeclCount()))
          .addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.name()));
    }
    return message.build();
  }

  private static FieldDescriptorProto.Builder field(Field plan) {
    FieldDescriptorProto.Builder field =
        FieldDescriptorProto.newBuilder()
            .setName(plan.name())
            .setNumber(plan.number())
            .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
            .setType(plan.type().fieldType().toProto())
            .setProto3Optional(true)
            .setOptions(
                FieldOptions.newBuilder().setExtension(OptionsProto.column, plan.options()));
    return plan.type().fieldType() == FieldDescriptor.Type.MESSAGE
        ? field.setTypeName("." + MESSAGE.getFullName())
        : field;
  }

  /**
   * The plan of a table's message.
   *
   * @param remarks for people, one sentence each
   * @param lines its columns, in order
   */
  record MessagePlan(
      CatalogueTable table, String name, Table options, List<String> remarks, List<Line> lines) {

    MessagePlan {
      remarks = List.copyOf(remarks);
      lines = List.copyOf(lines);
    }

    List<Field> fields() {
      return lines.stream().flatMap(line -> line.field().stream()).toList();
    }

    List<Line> leftOut() {
      return lines.stream().filter(line -> line.field().isEmpty()).toList();
    }

    /**
     * A column, with or without a field.
     *
     * @param number the column's position in the table, from 1, which is also its field's number
     * @param field empty for a column that is left out
     */
    record Line(int number, CatalogueColumn column, Optional<Field> field, List<String> remarks) {

      Line {
        remarks = List.copyOf(remarks);
      }
    }

    record Field(int number, String name, ColumnType type, Column options) {}
  }
}
