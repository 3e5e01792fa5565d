package com.happypancake.transformer;

import static com.happypancake.transformer.mapping.LegacyRows.ticks;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.Timestamp;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.TableSeries;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.manifest.Source;
import com.happypancake.transformer.mapping.LegacyRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A dump of rows for tests, as {@code hpc extract} would write it. */
final class DumpFixture {

  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  static final LegacyCatalogue TABLES = LegacyCatalogue.hpc();

  private final Map<String, List<Message>> rows = new LinkedHashMap<>();
  private final Map<String, List<Message>> deletedKeys = new LinkedHashMap<>();
  private boolean isInKeyOrder;
  private List<FileDescriptor> schemas = List.of(LegacyProto.getDescriptor());

  final Manifest.Builder manifest =
      Manifest.newBuilder()
          .setContent(Content.CONTENT_ROWS)
          .setKind(Kind.KIND_FULL)
          .setCountry("FI")
          .setTimeZone("Europe/Helsinki")
          .setSource(Source.newBuilder().setProduct("H2").setServer("test"))
          .setConsistency(Consistency.CONSISTENCY_SNAPSHOT)
          .setSourceTime(Timestamp.newBuilder().setSeconds(1_400_000_000))
          .addMarks(
              Mark.newBuilder().setTable("dbo.Members").setRowversion(ByteString.fromHex("0042")))
          .setPseudonymKeyFingerprint("fingerprint")
          .setPseudonymMappingVersion(1);

  /** Adds rows; a table with no rows gets an empty part. */
  DumpFixture table(String table, Message... add) {
    rows.computeIfAbsent(table, any -> new ArrayList<>()).addAll(List.of(add));
    return this;
  }

  /** Makes the dump a delta. */
  DumpFixture follows(Manifest base, Instant time) {
    manifest
        .setKind(Kind.KIND_DELTA)
        .setBaseDigest(base.getContentDigest())
        .setDeletes(Deletes.DELETES_KEYS)
        .setSourceTime(Timestamp.newBuilder().setSeconds(time.getEpochSecond()));
    return this;
  }

  /** Says that the rows of tables with a key of integers are in its order. */
  DumpFixture inKeyOrder() {
    isInKeyOrder = true;
    return this;
  }

  /** Adds the key of a deleted row. */
  DumpFixture deleted(String table, Message key) {
    deletedKeys.computeIfAbsent(table, any -> new ArrayList<>()).add(key);
    return this;
  }

  DumpFixture schemas(FileDescriptor... files) {
    schemas = List.of(files);
    return this;
  }

  /** Adds members with an early registration, and their city. */
  DumpFixture members(int... ids) {
    table("Cities", City.newBuilder().setCityId(1).setName("Oulu").build());
    table("Members");
    for (int id : ids) {
      table("Members", member(id).build());
    }
    return this;
  }

  static Member.Builder member(int id) {
    return full("Members", Member.parser()).toBuilder()
        .setMemberId(id)
        .setCityId(1)
        .setRegisteredAt(ticks("2013-01-01T00:00:00"))
        .clearApprovedAt()
        .clearProfileChangedAt()
        .clearDeletedAt();
  }

  /** Returns a row that has a value in every column. */
  static <R extends Message> R full(String table, Parser<R> parser) {
    try {
      return parser.parseFrom(LegacyRows.full(table).build().toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  Manifest write(Path folder) throws IOException {
    try (DumpWriter dump = DumpWriter.create(folder, schemas, CLOCK)) {
      for (Map.Entry<String, List<Message>> entry : rows.entrySet()) {
        LegacyTable table = TABLES.table(entry.getKey());
        write(dump, TableSeries.rows(table), table, Rows.ROWS_WHOLE, entry.getValue());
      }
      for (Map.Entry<String, List<Message>> entry : deletedKeys.entrySet()) {
        LegacyTable table = TABLES.table(entry.getKey());
        write(
            dump, TableSeries.deletedKeys(table), table, Rows.ROWS_DELETED_KEYS, entry.getValue());
      }
      return dump.finish(manifest);
    }
  }

  private void write(
      DumpWriter dump, String series, LegacyTable table, Rows rows, List<Message> records)
      throws IOException {
    try (PartWriter part = dump.part(series, table.descriptor().getFullName())) {
      part.entry()
          .setTable(table.qualifiedName())
          .setRows(rows)
          .setKeyOrder(isInKeyOrder && table.hasIntegerKey());
      for (Message record : records) {
        part.write(record);
      }
      part.finish();
    }
  }

  /** Reads all records of a dump. */
  static <R extends Message> List<R> read(Path folder, Parser<R> parser) throws IOException {
    Dump dump = Dump.open(folder);
    List<R> records = new ArrayList<>();
    for (Part part : dump.parts()) {
      try (PartReader reader = dump.read(part)) {
        while (reader.advance()) {
          records.add(parser.parseFrom(reader.record()));
        }
      }
    }
    return records;
  }
}
