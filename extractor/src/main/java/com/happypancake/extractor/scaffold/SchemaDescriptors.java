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
import com.happypancake.extractor.scaffold.MessagePlan.Field;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.types.OffsetTime;
import com.happypancake.schemas.types.TypesProto;

/** Makes the descriptors of a plan, equal to what protoc makes of its text. */
final class SchemaDescriptors {

  /** The only message type of fields. */
  static final Descriptor MESSAGE = OffsetTime.getDescriptor();

  private SchemaDescriptors() {}

  /**
   * Returns the file of a plan.
   *
   * @throws SchemaException if the descriptors are invalid, which the plan's names rule out
   */
  static FileDescriptor file(SchemaPlan plan) {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder()
            .setName(plan.file())
            .setPackage(plan.packageName())
            .setSyntax("proto3")
            .setOptions(
                FileOptions.newBuilder()
                    .setJavaOuterClassname(plan.outerClass())
                    .setJavaMultipleFiles(true))
            .addDependency(OptionsProto.getDescriptor().getFullName());
    if (plan.hasMessageFields()) {
      file.addDependency(TypesProto.getDescriptor().getFullName());
    }
    plan.messages().forEach(message -> file.addMessageType(message(message)));
    FileDescriptor[] imports =
        plan.hasMessageFields()
            ? new FileDescriptor[] {OptionsProto.getDescriptor(), TypesProto.getDescriptor()}
            : new FileDescriptor[] {OptionsProto.getDescriptor()};
    try {
      return FileDescriptor.buildFrom(file.build(), imports);
    } catch (DescriptorValidationException e) {
      throw new SchemaException(plan.file() + ": " + e.getMessage());
    }
  }

  private static DescriptorProto message(MessagePlan plan) {
    DescriptorProto.Builder message =
        DescriptorProto.newBuilder()
            .setName(plan.name())
            .setOptions(
                MessageOptions.newBuilder().setExtension(OptionsProto.table, plan.options()));
    for (Field field : plan.fields()) {
      // proto3 marks an optional field by a oneof of its own.
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
}
