package com.happypancake.transformer;

import static com.happypancake.transformer.mapping.LegacyRows.ticks;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.TableSeries;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.types.OffsetTime;
import com.happypancake.schemas.value.KeyText;
import com.happypancake.transformer.event.TableOrder;
import com.happypancake.transformer.event.VersionKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A small database with random rows and random changes, and its dumps. */
final class RandomDatabase {

  private static final LegacyCatalogue TABLES = LegacyCatalogue.hpc();
  private static final Instant START = Instant.parse("2020-01-10T00:00:00Z");
  private static final long SECONDS_PER_DUMP = 86_400;
  private static final int MEMBERS = 6;

  /** Times around those of the dumps, equal ones, and both kinds of changes of the clock. */
  private static final List<Long> TIMES =
      List.of(
          ticks("2012-05-01T10:00:00"),
          ticks("2012-05-01T10:00:00") + 1,
          ticks("2014-03-30T03:30:00"),
          ticks("2014-10-26T03:30:00"),
          ticks("2019-12-31T23:00:00"),
          ticks("2020-01-10T12:00:00"),
          ticks("2020-01-11T12:00:00"),
          ticks("2020-01-12T12:00:00"),
          ticks("2020-01-13T12:00:00"));

  private static final List<Long> NEVER =
      List.of(ticks("1753-01-01T00:00:00"), ticks("9999-12-31T00:00:00"));

  private final Random random;
  private final Map<String, Map<String, Message>> rows = new TreeMap<>();

  /** Rows that were there once. */
  private final Map<String, List<Message>> earlier = new HashMap<>();

  private final Map<String, Set<String>> deleted = new HashMap<>();
  private final Map<String, Set<String>> written = new HashMap<>();
  private final Map<String, Message> keys = new HashMap<>();
  private int dumps;

  RandomDatabase(long seed) {
    random = new Random(seed);
    TABLES.tables().forEach(table -> rows.put(table.name(), new TreeMap<>()));
    for (int i = 0; i < 90; i++) {
      put(randomTable(), true);
    }
    for (int id = 1; id <= MEMBERS - 1; id++) {
      put(TABLES.table("Members"), true);
    }
    written.clear();
  }

  private LegacyTable randomTable() {
    return TABLES.tables().get(random.nextInt(TABLES.tables().size()));
  }

  /** Changes some rows in any way. */
  void change(int changes) {
    for (int i = 0; i < changes; i++) {
      LegacyTable table = randomTable();
      Map<String, Message> all = rows.get(table.name());
      int what = random.nextInt(10);
      if (what < 5 && !all.isEmpty()) {
        update(table, any(all.values()));
      } else if (what < 7 && !all.isEmpty()) {
        delete(table, any(all.values()));
      } else if (what < 8 && earlier.containsKey(table.name())) {
        Message again = any(earlier.get(table.name()));
        if (!all.containsKey(KeyText.of(table, again))) {
          write(table, again);
        }
      } else {
        put(table, false);
      }
    }
  }

  /** Adds rows, and reads messages that no side has deleted. */
  void grow(int changes) {
    for (int i = 0; i < changes; i++) {
      LegacyTable table = randomTable();
      if (!table.lookup() && random.nextBoolean()) {
        put(table, false);
      }
      Map<String, Message> messages = rows.get("Messages");
      LegacyTable mail = TABLES.table("Messages");
      if (!messages.isEmpty()) {
        Message row = any(messages.values());
        boolean isUnread = !row.hasField(mail.column("ReadAt").field());
        if (isUnread
            && row.getField(mail.column("DeletedBySender").field()).equals(false)
            && row.getField(mail.column("DeletedByRecipient").field()).equals(false)) {
          write(mail, row.toBuilder().setField(mail.column("ReadAt").field(), any(TIMES)).build());
        }
      }
    }
  }

  private <T> T any(Collection<T> values) {
    return new ArrayList<>(values).get(random.nextInt(values.size()));
  }

  private void put(LegacyTable table, boolean replace) {
    Message.Builder row = DynamicMessage.newBuilder(table.descriptor());
    for (LegacyColumn column : table.columns()) {
      set(row, table, column);
    }
    Message built = row.build();
    if (replace || !rows.get(table.name()).containsKey(KeyText.of(table, built))) {
      write(table, built);
    }
  }

  private void update(LegacyTable table, Message row) {
    Message.Builder changed = row.toBuilder();
    int columns = 1 + random.nextInt(2);
    for (int i = 0; i < columns; i++) {
      LegacyColumn column = table.columns().get(random.nextInt(table.columns().size()));
      if (!table.key().contains(column)) {
        set(changed, table, column);
      }
    }
    earlier.computeIfAbsent(table.name(), any -> new ArrayList<>()).add(row);
    write(table, changed.build());
  }

  private void write(LegacyTable table, Message row) {
    String key = KeyText.of(table, row);
    rows.get(table.name()).put(key, row);
    keys.put(table.name() + key, row);
    written.computeIfAbsent(table.name(), any -> new HashSet<>()).add(key);
  }

  private void delete(LegacyTable table, Message row) {
    String key = KeyText.of(table, row);
    rows.get(table.name()).remove(key);
    earlier.computeIfAbsent(table.name(), any -> new ArrayList<>()).add(row);
    deleted.computeIfAbsent(table.name(), any -> new HashSet<>()).add(key);
  }

  private void set(Message.Builder row, LegacyTable table, LegacyColumn column) {
    if (column.options().getNullable() && random.nextInt(3) == 0) {
      row.clearField(column.field());
      return;
    }
    row.setField(column.field(), value(table, column));
  }

  private Object value(LegacyTable table, LegacyColumn column) {
    boolean isKey = table.key().contains(column);
    return switch (column.type()) {
      case BOOLEAN -> random.nextInt(3) == 0;
      case UNSIGNED_BYTE -> random.nextInt(3);
      case INTEGER -> 1 + random.nextInt(column.name().contains("Member") ? MEMBERS : 5);
      case LONG, MONEY, TIME -> 1L + random.nextInt(isKey ? 12 : 3);
      case DATE -> 3000 + random.nextInt(3);
      case WALL_CLOCK -> time(table, column);
      case OFFSET_TIME ->
          OffsetTime.newBuilder().setTicks(any(TIMES)).setOffsetMinutes(120).build();
      case TEXT, UNICODE_TEXT, XML ->
          column.name().equals("CountryCode") ? "FI" : "text " + random.nextInt(3);
      case GUID ->
          ByteString.copyFrom(new byte[15]).concat(number(random.nextInt(isKey ? 6 : 200)));
      case BINARY, ROWVERSION -> number(random.nextInt(100));
      default -> throw new IllegalArgumentException(column.name());
    };
  }

  /**
   * Returns a time. The first time of members and photos stays possible: if it did not, the row
   * would be there for other rows, but no event could say so.
   */
  private long time(LegacyTable table, LegacyColumn column) {
    boolean isNeeded =
        Set.of("RegisteredAt", "UploadedAt").contains(column.name())
            || table.key().contains(column);
    return !isNeeded && random.nextInt(8) == 0 ? any(NEVER) : any(TIMES);
  }

  private static ByteString number(int value) {
    return ByteString.copyFrom(new byte[] {(byte) value});
  }

  /** Writes all rows, and returns the dump's manifest. */
  Manifest dump(Path folder) throws IOException {
    try (DumpWriter writer =
        DumpWriter.create(folder, List.of(LegacyProto.getDescriptor()), DumpFixture.CLOCK)) {
      for (LegacyTable table : TABLES.tables()) {
        part(writer, table, Rows.ROWS_WHOLE, rows.get(table.name()).values());
      }
      return writer.finish(manifest().setKind(Kind.KIND_FULL));
    }
  }

  /** Writes the changes since the last dump or delta, and returns the delta's manifest. */
  Manifest delta(Path folder, Manifest base) throws IOException {
    dumps++;
    try (DumpWriter writer =
        DumpWriter.create(folder, List.of(LegacyProto.getDescriptor()), DumpFixture.CLOCK)) {
      for (LegacyTable table : TABLES.tables()) {
        Set<String> changed = written.getOrDefault(table.name(), Set.of());
        Map<String, Message> all = rows.get(table.name());
        part(
            writer,
            table,
            Rows.ROWS_WHOLE,
            all.entrySet().stream()
                .filter(row -> changed.contains(row.getKey()))
                .map(Map.Entry::getValue)
                .toList());
        part(
            writer,
            table,
            Rows.ROWS_DELETED_KEYS,
            deleted.getOrDefault(table.name(), Set.of()).stream()
                .sorted()
                .map(key -> keyOnly(table, keys.get(table.name() + key)))
                .toList());
      }
      written.clear();
      deleted.clear();
      return writer.finish(
          manifest()
              .setKind(Kind.KIND_DELTA)
              .setBaseDigest(base.getContentDigest())
              .setDeletes(Deletes.DELETES_KEYS));
    }
  }

  private static Message keyOnly(LegacyTable table, Message row) {
    Message.Builder key = DynamicMessage.newBuilder(table.descriptor());
    table.key().forEach(column -> key.setField(column.field(), row.getField(column.field())));
    return key.build();
  }

  private static void part(
      DumpWriter writer, LegacyTable table, Rows kind, Collection<Message> records)
      throws IOException {
    String series =
        kind == Rows.ROWS_WHOLE ? TableSeries.rows(table) : TableSeries.deletedKeys(table);
    try (PartWriter part = writer.part(series, table.descriptor().getFullName())) {
      part.entry().setTable(table.qualifiedName()).setRows(kind).setKeyOrder(table.hasIntegerKey());
      VersionKey key = new VersionKey(table, TableOrder.of(TABLES), 0, false);
      List<Message> inOrder = new ArrayList<>(records);
      inOrder.sort(Comparator.comparing(row -> key.of(row).clone(), Arrays::compareUnsigned));
      for (Message record : inOrder) {
        part.write(record);
      }
      part.finish();
    }
  }

  private Manifest.Builder manifest() {
    return Manifest.newBuilder()
        .setContent(Content.CONTENT_ROWS)
        .setCountry("FI")
        .setTimeZone("Europe/Helsinki")
        .setSourceTime(
            Timestamp.newBuilder().setSeconds(START.getEpochSecond() + dumps * SECONDS_PER_DUMP));
  }
}
