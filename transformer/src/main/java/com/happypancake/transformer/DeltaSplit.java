package com.happypancake.transformer;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.transformer.TransformEvent.Work;
import com.happypancake.transformer.choice.ChosenFacts;
import com.happypancake.transformer.event.CountryClock;
import com.happypancake.transformer.event.EventEncoder;
import com.happypancake.transformer.event.RejectSink;
import com.happypancake.transformer.event.TableOrder;
import com.happypancake.transformer.event.VersionKey;
import com.happypancake.transformer.mapping.Mapping;
import com.happypancake.transformer.mapping.Mappings;
import com.happypancake.transformer.sort.DuplicateKeyException;
import com.happypancake.transformer.sort.KeyRange;
import com.happypancake.transformer.sort.RecordSink;
import com.happypancake.transformer.sort.SortCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A range of the rows that a delta changes.
 *
 * @param shared what the splits share
 * @param range the keys of the rows' versions
 * @param rows about the number of rows that the delta has in the range; exact in the sum
 * @param bytes about the bytes of these rows; exact in the sum
 * @param every maps only one of so many rows, for a sample
 * @param first the number of rows before the first one that is mapped
 */
record DeltaSplit(Shared shared, KeyRange range, long rows, long bytes, long every, long first)
    implements Split {

  /** The objects that all splits share. Thread-safe. */
  record Shared(
      InputChain chain,
      ChangedRows changed,
      CountryClock clock,
      TableOrder order,
      EventCatalogue types,
      Mappings mappings,
      ChosenFacts chosen) {}

  /** Returns the splits of a delta in the order of the rows. */
  static List<Split> of(Shared shared) throws IOException {
    List<KeyRange> ranges = shared.changed().ranges();
    Work work =
        Work.of(
            shared.chain().last().parts().stream()
                .filter(part -> part.mapping().isPresent())
                .toList());
    int count = ranges.size();
    List<Split> splits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long rows = work.rows() * (i + 1) / count - work.rows() * i / count;
      long bytes = work.bytes() * (i + 1) / count - work.bytes() * i / count;
      splits.add(new DeltaSplit(shared, ranges.get(i), rows, bytes, 1, 0));
    }
    return splits;
  }

  @Override
  public long mapped() {
    return shared.changed().versionsOfRange() / every;
  }

  @Override
  public Split sample(long offset, long most) {
    long step = Math.max(1, mapped() / most);
    return new DeltaSplit(shared, range, rows, bytes, step, offset % step);
  }

  @Override
  public String part() {
    return "changed rows";
  }

  @Override
  public String description() {
    return String.format(Locale.ROOT, "changed rows from %s", range);
  }

  @Override
  public Totals map(RecordSink events, RejectSink rejects) throws IOException {
    Totals totals = new Totals();
    EventEncoder encoder = new EventEncoder(shared.chain().last().dump().manifest().getCountry());
    RowMapper.Outputs outputs =
        new RowMapper.Outputs(shared.clock(), shared.chosen(), encoder, events, rejects, totals);
    long passed = 0;
    byte[] row = {};
    List<RowVersion> versions = new ArrayList<>();
    try (SortCursor cursor = shared.changed().versions().open(range)) {
      while (cursor.advance()) {
        int from = cursor.keyOffset();
        int to = from + VersionKey.rowLength(cursor.keyLength());
        if (!Arrays.equals(row, 0, row.length, cursor.bytes(), from, to)) {
          if (!versions.isEmpty() && passed++ % every == first) {
            map(versions, outputs);
          }
          versions.clear();
          row = Arrays.copyOfRange(cursor.bytes(), from, to);
        }
        versions.add(RowVersion.of(cursor, shared.order()));
      }
      if (!versions.isEmpty() && passed % every == first) {
        map(versions, outputs);
      }
    } catch (DuplicateKeyException e) {
      int dump = VersionKey.dump(e.key(), 0, e.key().length);
      String name = VersionKey.describe(e.key(), shared.order());
      throw shared.chain().dumps().get(dump).duplicate(name);
    }
    return totals;
  }

  private void map(List<RowVersion> versions, RowMapper.Outputs outputs) throws IOException {
    LegacyTable table = versions.get(0).table();
    map(table, shared.mappings().find(table.name()).orElseThrow(), versions, outputs);
  }

  private <R extends Message> void map(
      LegacyTable table, Mapping<R> mapping, List<RowVersion> versions, RowMapper.Outputs outputs)
      throws IOException {
    new DeltaRowMapper<>(shared, table, mapping, outputs).map(versions);
  }

  /**
   * A version of a row.
   *
   * @param dump the place in the chain of the dump that has it
   * @param part the place of its part in the dump
   * @param isDeleted whether the row was deleted, and only its key is there
   * @param row the row or key in wire format
   */
  record RowVersion(LegacyTable table, int dump, int part, boolean isDeleted, ByteString row) {

    static RowVersion of(SortCursor cursor, TableOrder order) {
      byte[] bytes = cursor.bytes();
      int key = cursor.keyOffset();
      ByteBuffer payload = ByteBuffer.wrap(bytes, cursor.payloadOffset(), cursor.payloadLength());
      int part = payload.getInt();
      return new RowVersion(
          VersionKey.table(bytes, key, order),
          VersionKey.dump(bytes, key, cursor.keyLength()),
          part,
          VersionKey.isDeleted(bytes, key, cursor.keyLength()),
          ByteString.copyFrom(payload));
    }
  }
}
