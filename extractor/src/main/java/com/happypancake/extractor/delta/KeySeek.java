package com.happypancake.extractor.delta;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.happypancake.database.RowCursor;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.database.SqlText;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.plan.TableQueries;
import com.happypancake.extractor.rows.RowEncoder;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.options.Pseudonym;
import com.happypancake.schemas.value.RecordKey;
import com.happypancake.schemas.value.WallClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Looks up keys that a scan did not find, in batches, and passes on those that the source does not
 * have. A scan can miss an existing row while rows change. Not thread-safe.
 */
final class KeySeek implements DumpChain.RecordConsumer<SourceException> {

  /** Each key is one index seek. This many make a query of a few kilobytes. */
  private static final int KEYS_PER_QUERY = 100;

  private static final int DECIMALS_OF_MONEY = 4;

  /** The types whose every value has a literal that finds its row. */
  private static final Set<ColumnType> SOUGHT =
      EnumSet.of(
          ColumnType.BOOLEAN,
          ColumnType.UNSIGNED_BYTE,
          ColumnType.INTEGER,
          ColumnType.LONG,
          ColumnType.MONEY,
          ColumnType.DECIMAL,
          ColumnType.DATE,
          ColumnType.TIME,
          ColumnType.WALL_CLOCK,
          ColumnType.TEXT,
          ColumnType.UNICODE_TEXT,
          ColumnType.BINARY,
          ColumnType.GUID);

  private final Session session;
  private final TablePlan keys;
  private final TableQueries queries;
  private final RowEncoder encoder;
  private final KeySink deletedKeys;
  private final RecordKey text;
  private final KeyProjection projection;
  private final List<byte[]> waiting = new ArrayList<>();

  /** Receives a key as a message of the table's type. */
  @FunctionalInterface
  interface KeySink {
    void take(byte[] key) throws IOException;
  }

  /**
   * Creates a seek.
   *
   * @param keys the plan of a table for which {@link #isPossible} returns true
   * @param encoder encodes what the plan reads
   * @param deletedKeys receives the keys that the source does not have
   */
  KeySeek(
      Session session,
      TablePlan keys,
      TableQueries queries,
      RowEncoder encoder,
      KeySink deletedKeys) {
    this.session = session;
    this.keys = keys;
    this.queries = queries;
    this.encoder = encoder;
    this.deletedKeys = deletedKeys;
    this.text = RecordKey.of(keys.table());
    this.projection = new KeyProjection(keys.table());
  }

  /**
   * Returns whether a table's keys can be looked up by the values in a dump.
   *
   * @param pseudonymized whether the dump has pseudonyms in place of personal keys
   */
  static boolean isPossible(Session session, TablePlan keys, boolean pseudonymized) {
    return keys.columns().stream()
        .allMatch(
            planned ->
                SOUGHT.contains(planned.column().type())
                    && session.dialect().literal(planned.actual()).isPresent()
                    && !(pseudonymized
                        && planned.column().options().getPseudonym() != Pseudonym.PSEUDONYM_NONE));
  }

  @Override
  public void take(byte[] bytes, int offset, int length, boolean deleted)
      throws IOException, SourceException {
    waiting.add(projection.of(bytes, offset, length));
    if (waiting.size() == KEYS_PER_QUERY) {
      finish();
    }
  }

  void finish() throws IOException, SourceException {
    if (waiting.isEmpty()) {
      return;
    }
    Set<String> there = new HashSet<>();
    String where = keys.table().qualifiedName() + ": keys that a scan did not meet";
    try (RowCursor cursor = session.query(where, query(), keys.queried())) {
      while (cursor.next()) {
        byte[] key = encoder.encode(cursor);
        there.add(text.of(key, 0, key.length));
      }
    }
    for (byte[] key : waiting) {
      if (!there.contains(text.of(key, 0, key.length))) {
        deletedKeys.take(key);
      }
    }
    waiting.clear();
  }

  private SqlText query() throws IOException {
    SqlText any = SqlText.of("");
    for (byte[] key : waiting) {
      any = any.and(waiting.get(0) == key ? "(" : " OR (").and(condition(key)).and(")");
    }
    return queries.some(keys, any);
  }

  private SqlText condition(byte[] key) throws IOException {
    DynamicMessage row = DynamicMessage.parseFrom(keys.table().descriptor(), key);
    SqlText all = SqlText.of("");
    for (TablePlan.PlannedColumn planned : keys.columns()) {
      LegacyColumn column = planned.column();
      String name = session.dialect().quote(planned.actual().name());
      all = all.and(all.text().isEmpty() ? "" : " AND ");
      if (row.hasField(column.field())) {
        Object value = value(column.type(), row.getField(column.field()));
        String literal = session.dialect().literal(planned.actual(), value);
        all = all.and(new SqlText(name + " = " + literal, name + " = ?"));
      } else {
        all = all.and(name + " IS NULL");
      }
    }
    return all;
  }

  private static Object value(ColumnType type, Object field) {
    return switch (type) {
      case UNSIGNED_BYTE, INTEGER -> ((Number) field).longValue();
      case MONEY -> BigDecimal.valueOf((long) field, DECIMALS_OF_MONEY);
      case DECIMAL -> new BigDecimal((String) field);
      case DATE -> LocalDate.ofEpochDay((int) field);
      case TIME -> LocalTime.ofNanoOfDay((long) field * WallClock.NANOS_PER_TICK);
      case WALL_CLOCK -> WallClock.toTime((long) field);
      case BINARY -> ((ByteString) field).toByteArray();
      case GUID -> {
        ByteBuffer bytes = ((ByteString) field).asReadOnlyByteBuffer();
        yield new UUID(bytes.getLong(), bytes.getLong());
      }
      default -> field;
    };
  }

  record KeyProjection(LegacyTable table) {

    /**
     * Returns a message of the table's type that holds only the key.
     *
     * @throws IOException if the bytes are no row of the table
     */
    byte[] of(byte[] bytes, int offset, int length) throws IOException {
      DynamicMessage row =
          DynamicMessage.parseFrom(
              table.descriptor(), CodedInputStream.newInstance(bytes, offset, length));
      DynamicMessage.Builder key = DynamicMessage.newBuilder(table.descriptor());
      for (LegacyColumn column : table.key()) {
        FieldDescriptor field = column.field();
        if (row.hasField(field)) {
          key.setField(field, row.getField(field));
        }
      }
      return key.build().toByteArray();
    }
  }
}
