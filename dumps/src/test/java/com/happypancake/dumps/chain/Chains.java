package com.happypancake.dumps.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.Dumps;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.manifest.Source;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Full dumps and deltas for tests, of HPC1's tables and of some with other kinds of keys. */
final class Chains {

  private Chains() {}

  /** A part to write. */
  record TestPart(String table, Rows rows, Descriptor message, List<? extends Message> records) {

    String series() {
      return rows == Rows.ROWS_WHOLE ? table : table + ".deleted";
    }
  }

  static TestPart rows(String table, Descriptor message, List<? extends Message> records) {
    return new TestPart(table, Rows.ROWS_WHOLE, message, records);
  }

  static TestPart deleted(String table, Descriptor message, List<? extends Message> records) {
    return new TestPart(table, Rows.ROWS_DELETED_KEYS, message, records);
  }

  static Manifest.Builder fullManifest() {
    return Manifest.newBuilder()
        .setContent(Content.CONTENT_ROWS)
        .setKind(Kind.KIND_FULL)
        .setCountry("FI")
        .setTimeZone("Europe/Helsinki")
        .setSource(
            Source.newBuilder()
                .setProduct("Microsoft SQL Server")
                .setVersion("15")
                .setDatabase("HPC_FI")
                .setRecoveryFork("fork-1"))
        .setConsistency(Consistency.CONSISTENCY_SNAPSHOT)
        .setSourceTime(Timestamp.newBuilder().setSeconds(1))
        .addMarks(mark("dbo.Cities", 1))
        .addMarks(mark("dbo.Interests", 1));
  }

  static Manifest.Builder deltaManifest(Dump base) {
    return fullManifest()
        .setKind(Kind.KIND_DELTA)
        .setBaseDigest(base.manifest().getContentDigest())
        .setDeletes(Deletes.DELETES_KEYS)
        .setSourceTime(Timestamp.newBuilder().setSeconds(2))
        .clearMarks()
        .addMarks(mark("dbo.Cities", 2));
  }

  static Mark mark(String table, int rowversion) {
    return Mark.newBuilder()
        .setTable(table)
        .setRowversion(ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) rowversion}))
        .build();
  }

  static Dump full(Path folder, TestPart... parts) throws IOException {
    return write(folder, fullManifest(), schemas(), parts);
  }

  static Dump delta(Path folder, Dump base, TestPart... parts) throws IOException {
    return write(folder, deltaManifest(base), schemas(), parts);
  }

  static List<FileDescriptor> schemas() {
    return List.of(LegacyProto.getDescriptor(), OTHER);
  }

  static Dump write(
      Path folder, Manifest.Builder manifest, List<FileDescriptor> schemas, TestPart... parts)
      throws IOException {
    try (DumpWriter dump = DumpWriter.create(folder, schemas, Dumps.CLOCK)) {
      for (TestPart each : parts) {
        try (PartWriter part = dump.part(each.series(), each.message().getFullName())) {
          part.entry()
              .setTable("dbo." + each.table())
              .setRows(each.rows())
              .setKeyOrder(manifest.getKind() == Kind.KIND_FULL)
              .setRepairedTexts(1);
          for (Message record : each.records()) {
            part.write(record);
          }
          part.finish();
        }
      }
      dump.finish(manifest);
    }
    return Dump.open(folder);
  }

  /** Words have a text as key, Lines none but a time, Notes neither. */
  private static final FileDescriptor OTHER = other();

  static final Descriptor WORD = OTHER.findMessageTypeByName("Word");
  static final Descriptor LINE = OTHER.findMessageTypeByName("Line");
  static final Descriptor NOTE = OTHER.findMessageTypeByName("Note");

  static Message word(String word, long value) {
    return record(WORD, word, value);
  }

  static Message line(String text, long at) {
    return record(LINE, text, at);
  }

  static Message note(String text) {
    return record(NOTE, text, 0);
  }

  private static Message record(Descriptor message, String text, long number) {
    return DynamicMessage.newBuilder(message)
        .setField(message.findFieldByNumber(1), text)
        .setField(message.findFieldByNumber(2), number)
        .build();
  }

  private static FileDescriptor other() {
    return schema(
        FileDescriptorProto.newBuilder()
            .setName("other.proto")
            .addMessageType(message("Word", Table.newBuilder().setName("Words").addKey("Text")))
            .addMessageType(
                message("Line", Table.newBuilder().setName("Lines").setTimeColumn("Number")))
            .addMessageType(message("Note", Table.newBuilder().setName("Notes"))));
  }

  static FileDescriptor schema(FileDescriptorProto.Builder file) {
    try {
      return FileDescriptor.buildFrom(
          file.setPackage("other")
              .setSyntax("proto3")
              .addDependency(OptionsProto.getDescriptor().getFullName())
              .build(),
          new FileDescriptor[] {OptionsProto.getDescriptor()});
    } catch (DescriptorValidationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static DescriptorProto message(
      String name, Table.Builder table, FieldDescriptorProto.Builder... more) {
    DescriptorProto.Builder message =
        DescriptorProto.newBuilder()
            .setName(name)
            .setOptions(MessageOptions.newBuilder().setExtension(OptionsProto.table, table.build()))
            .addField(field(1, "text", "Text", FieldDescriptorProto.Type.TYPE_STRING))
            .addField(field(2, "number", "Number", FieldDescriptorProto.Type.TYPE_INT64));
    for (FieldDescriptorProto.Builder field : more) {
      message.addField(field);
    }
    for (int i = 0; i < message.getFieldCount(); i++) {
      message.getFieldBuilder(i).setProto3Optional(true).setOneofIndex(i);
      message.addOneofDecl(
          OneofDescriptorProto.newBuilder().setName("_" + message.getField(i).getName()));
    }
    return message.build();
  }

  static FieldDescriptorProto.Builder field(
      int number, String name, String column, FieldDescriptorProto.Type type) {
    String sqlType = type == FieldDescriptorProto.Type.TYPE_STRING ? "nvarchar(99)" : "bigint";
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .setOptions(
            FieldOptions.newBuilder()
                .setExtension(
                    OptionsProto.column,
                    Column.newBuilder().setName(column).setType(sqlType).build()));
  }
}
