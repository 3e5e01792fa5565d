package com.happypancake.schemas.value;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Table;
import java.util.List;

/** A table whose columns have given types and are all part of the key. */
final class TypedTable {

  private TypedTable() {}

  static LegacyTable of(List<String> sqlTypes) throws DescriptorValidationException {
    Table.Builder table = Table.newBuilder().setName("Typed");
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("Typed");
    for (String type : sqlTypes) {
      int place = message.getFieldCount();
      Column column = Column.newBuilder().setName("C" + place).setType(type).build();
      table.addKey(column.getName());
      message
          .addField(
              FieldDescriptorProto.newBuilder()
                  .setName("c" + place)
                  .setNumber(place + 1)
                  .setType(ColumnType.of(type).orElseThrow().fieldType().toProto())
                  .setProto3Optional(true)
                  .setOneofIndex(place)
                  .setOptions(FieldOptions.newBuilder().setExtension(OptionsProto.column, column)))
          .addOneofDecl(OneofDescriptorProto.newBuilder().setName("_c" + place));
    }
    message.setOptions(MessageOptions.newBuilder().setExtension(OptionsProto.table, table.build()));
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("typed.proto")
            .setPackage("test")
            .setSyntax("proto3")
            .addDependency(OptionsProto.getDescriptor().getFullName())
            .addMessageType(message)
            .build();
    FileDescriptor built =
        FileDescriptor.buildFrom(file, new FileDescriptor[] {OptionsProto.getDescriptor()});
    return LegacyTable.of(built.getMessageTypes().get(0));
  }
}
