package com.happypancake.transformer;

import com.google.protobuf.Message;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.transformer.InputDump.InputTable;
import com.happypancake.transformer.TransformEvent.Work;
import com.happypancake.transformer.event.CountryClock;
import com.happypancake.transformer.event.EventEncoder;
import com.happypancake.transformer.event.SortKey;
import com.happypancake.transformer.event.TableOrder;
import com.happypancake.transformer.mapping.Lookups;
import com.happypancake.transformer.mapping.Mapping;
import com.happypancake.transformer.sort.ExternalSorter;
import com.happypancake.transformer.sort.RecordCollector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of a part's rows, which one thread maps.
 *
 * @param input the part
 * @param range the ordinals of the rows
 */
record RowSplit(InputTable input, OrdinalRange range) {

  private static final int ROWS = 1 << 14;

  /** The objects that the mappings of all splits share. Thread-safe. */
  record Shared(
      InputDump dump,
      Lookups lookups,
      CountryClock clock,
      TableOrder order,
      ExternalSorter sorter) {}

  /**
   * The result of a split, apart from its events.
   *
   * @param rejects messages of the type {@link com.happypancake.schemas.manifest.Reject} in wire
   *     format, in the order of the rows
   */
  record Mapped(RowSplit split, Totals totals, List<byte[]> rejects) {

    /** Returns the rows read and the events made. */
    Work work() {
      return new Work(split.rows(), totals.events(), split.bytes());
    }
  }

  /** Returns the splits of a part in the order of its rows. */
  static List<RowSplit> of(InputDump dump, InputTable input) throws IOException {
    int splits = (int) (input.part().getRecords() / ROWS) + 1;
    return dump.dump().split(input.part(), splits).stream()
        .map(range -> new RowSplit(input, range))
        .toList();
  }

  /** Returns whether it holds the part's first row, or the part has none. */
  boolean isFirst() {
    return range.first() == 1;
  }

  /** Returns the number of rows. */
  long rows() {
    return range.end() - range.first();
  }

  /** Returns the part's bytes before compression, in proportion to the rows; exact in the sum. */
  private long bytes() {
    Part part = input.part();
    return bytesBefore(part, range.end()) - bytesBefore(part, range.first());
  }

  private static long bytesBefore(Part part, long ordinal) {
    return part.getRecords() == 0
        ? 0
        : (long) ((double) part.getContentBytes() * (ordinal - 1) / part.getRecords());
  }

  /**
   * Maps the rows. The last split of a part then checks the SHA-256 of the part's file, which finds
   * what no block's CRC does. Damage that a block shows is told with its place.
   */
  Mapped map(Shared shared) throws IOException {
    Mapped mapped = new Mapped(this, new Totals(), new ArrayList<>());
    if (input.mapping().isPresent()) {
      shared.sorter().collect(events -> map(input.mapping().get(), shared, events, mapped));
    } else {
      mapped.totals().rows(counts().setWithoutFact(count(shared)));
    }
    if (range.end() > input.part().getRecords()) {
      shared.dump().dump().checkFile(input.part());
    }
    return mapped;
  }

  private PartReader open(Shared shared) throws IOException {
    return shared.dump().dump().read(input.part(), range);
  }

  private InputPart.Builder counts() {
    return InputPart.newBuilder().setPath(input.part().getPath());
  }

  /** Counts the rows of a table that gives no events. */
  private long count(Shared shared) throws IOException {
    long rows = 0;
    try (PartReader reader = open(shared)) {
      while (reader.advance()) {
        rows++;
      }
    }
    return rows;
  }

  private <R extends Message> void map(
      Mapping<R> mapping, Shared shared, RecordCollector events, Mapped mapped) throws IOException {
    EventEncoder encoder = new EventEncoder(shared.dump().dump().manifest().getCountry());
    RowMapper.Outputs outputs =
        new RowMapper.Outputs(shared.clock(), encoder, events, mapped.rejects(), mapped.totals());
    SortKey key = new SortKey(input.table(), shared.order());
    RowMapper<R> mapper = new RowMapper<>(mapping, input.table(), key, shared.lookups(), outputs);
    try (RowReader<R> reader = new RowReader<>(open(shared), input.table(), mapping.parser())) {
      for (R row = reader.next(); row != null; row = reader.next()) {
        mapper.map(row);
      }
    }
    mapped.totals().rows(mapper.counts().setPath(input.part().getPath()));
  }
}
