package com.happypancake.cli.folder;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.TimestampProto;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.EventProto;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.manifest.KeyRange;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Table;
import com.happypancake.schemas.value.Guids;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Small folders for tests. */
final class TestFolders {

  private TestFolders() {}

  /** A part to write. */
  record TestPart(String series, List<? extends Message> records) {

    static TestPart of(String series, Message... records) {
      return new TestPart(series, List.of(records));
    }
  }

  /** Writes a dump of rows of HPC1's tables. */
  static Dump rows(Path folder, TestPart... parts) throws IOException {
    return write(folder, LegacyProto.getDescriptor(), Content.CONTENT_ROWS, List.of(parts));
  }

  /** Writes a folder of events; each list is a part. */
  @SafeVarargs
  static Dump events(Path folder, List<Event>... parts) throws IOException {
    List<TestPart> all = new ArrayList<>();
    for (List<Event> part : parts) {
      all.add(new TestPart("events", part));
    }
    return write(folder, EventProto.getDescriptor(), Content.CONTENT_EVENTS, all);
  }

  /** Writes a folder, with the key ranges that a stage would have entered, but without indexes. */
  static Dump write(Path folder, FileDescriptor schema, Content content, List<TestPart> parts)
      throws IOException {
    Map<String, Long> types = new TreeMap<>();
    try (DumpWriter writer = DumpWriter.create(folder, List.of(schema), Clock.systemUTC())) {
      for (TestPart part : parts) {
        write(writer, part, content);
        for (Message record : part.records()) {
          if (record instanceof Event event) {
            types.merge(
                event.getFactCase().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                1L,
                Long::sum);
          }
        }
      }
      EventTotals.Builder totals = EventTotals.newBuilder();
      types.forEach(
          (type, count) -> totals.addByType(Count.newBuilder().setType(type).setEvents(count)));
      writer.finish(Manifest.newBuilder().setContent(content).setEvents(totals));
    }
    Dump dump = Dump.open(folder);
    for (Part part : dump.parts()) {
      Files.deleteIfExists(folder.resolve(part.getPath().replace(".pb.gz", ".index.pb.gz")));
    }
    return dump;
  }

  private static void write(DumpWriter writer, TestPart source, Content content)
      throws IOException {
    Message first = source.records().get(0);
    try (PartWriter part =
        writer.part(source.series(), first.getDescriptorForType().getFullName())) {
      for (Message record : source.records()) {
        part.write(record);
      }
      if (content == Content.CONTENT_ROWS) {
        part.entry().setTable("dbo." + source.series());
      }
      Message last = source.records().get(source.records().size() - 1);
      if (RecordKey.of(first.getDescriptorForType()).isPresent()) {
        part.entry().setKeyRange(KeyRange.newBuilder().setFirst(key(first)).setLast(key(last)));
      }
      part.finish();
    }
  }

  private static String key(Message record) throws IOException {
    byte[] bytes = record.toByteArray();
    return RecordKey.of(record.getDescriptorForType()).orElseThrow().of(bytes, 0, bytes.length);
  }

  /** Makes the indexes of all parts. */
  static void index(Dump dump) throws IOException {
    for (Part part : dump.parts()) {
      dump.writeIndex(part);
    }
  }

  /** Returns the beginning of an event whose id tells a number. */
  static Event.Builder event(int number, String instant) {
    Instant time = Instant.parse(instant);
    return Event.newBuilder()
        .setId(ByteString.copyFrom(Guids.toBytes(new UUID(0, number))))
        .setOccurredAt(
            Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()))
        .setCountry("FI");
  }

  /**
   * Returns a schema that was never compiled: a table Gifts with the key GiftId, and fields of many
   * types.
   */
  static FileDescriptor foreignSchema(FieldDescriptorProto... more) {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("foreign.proto")
            .setPackage("foreign")
            .setSyntax("proto3")
            .addDependency(OptionsProto.getDescriptor().getFullName())
            .addDependency(TimestampProto.getDescriptor().getFullName())
            .addMessageType(gift(more))
            .addMessageType(loose())
            .build();
    try {
      return FileDescriptor.buildFrom(
          file,
          new FileDescriptor[] {OptionsProto.getDescriptor(), TimestampProto.getDescriptor()});
    } catch (DescriptorValidationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static DescriptorProto gift(FieldDescriptorProto... more) {
    DescriptorProto.Builder gift =
        DescriptorProto.newBuilder()
            .setName("Gift")
            .setOptions(
                MessageOptions.newBuilder()
                    .setExtension(
                        OptionsProto.table,
                        Table.newBuilder().setName("Gifts").addKey("GiftId").build()))
            .addField(column(1, "gift_id", FieldDescriptorProto.Type.TYPE_INT32, "GiftId", "int"))
            .addField(
                column(
                    2, "gift_name", FieldDescriptorProto.Type.TYPE_STRING, "Name", "nvarchar(9)"))
            .addField(column(3, "price", FieldDescriptorProto.Type.TYPE_INT64, "Price", "money"));
    for (FieldDescriptorProto each : more) {
      gift.addField(each);
    }
    for (int i = 0; i < gift.getFieldCount(); i++) {
      gift.getFieldBuilder(i).setProto3Optional(true).setOneofIndex(i);
      gift.addOneofDecl(
          OneofDescriptorProto.newBuilder().setName("_" + gift.getField(i).getName()));
    }
    return gift.build();
  }

  /** A field of the table Gifts. */
  static FieldDescriptorProto column(
      int number, String name, FieldDescriptorProto.Type type, String column, String sqlType) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .setOptions(
            FieldOptions.newBuilder()
                .setExtension(
                    OptionsProto.column,
                    Column.newBuilder().setName(column).setType(sqlType).setNullable(true).build()))
        .build();
  }

  /** A message of no table: a list, numbers with a point, a time, and a message within itself. */
  private static DescriptorProto loose() {
    return DescriptorProto.newBuilder()
        .setName("Loose")
        .addField(
            field(1, "tags", FieldDescriptorProto.Type.TYPE_STRING)
                .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED))
        .addField(field(2, "ratio", FieldDescriptorProto.Type.TYPE_DOUBLE))
        .addField(
            field(3, "at", FieldDescriptorProto.Type.TYPE_MESSAGE)
                .setTypeName(".google.protobuf.Timestamp"))
        .addField(
            field(4, "within", FieldDescriptorProto.Type.TYPE_MESSAGE)
                .setTypeName(".foreign.Loose"))
        .addField(field(5, "large", FieldDescriptorProto.Type.TYPE_UINT64))
        .build();
  }

  private static FieldDescriptorProto.Builder field(
      int number, String name, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
  }
}
