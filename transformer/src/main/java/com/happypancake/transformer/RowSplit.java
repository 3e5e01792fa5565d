package com.happypancake.transformer;

import com.google.protobuf.Message;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.transformer.InputDump.InputTable;
import com.happypancake.transformer.TransformEvent.Work;
import com.happypancake.transformer.choice.ChosenFacts;
import com.happypancake.transformer.event.CountryClock;
import com.happypancake.transformer.event.EventEncoder;
import com.happypancake.transformer.event.RejectSink;
import com.happypancake.transformer.event.SortKey;
import com.happypancake.transformer.event.TableOrder;
import com.happypancake.transformer.mapping.Lookups;
import com.happypancake.transformer.mapping.Mapping;
import com.happypancake.transformer.sort.RecordSink;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A range of a part's rows.
 *
 * @param shared what the splits share
 * @param input the part
 * @param range the ordinals of the rows
 */
record RowSplit(Shared shared, InputTable input, OrdinalRange range) implements Split {

  /** The rows that a split is to have. */
  static final int ROWS = 1 << 14;

  /**
   * What all splits share. Thread-safe.
   *
   * @param rows that a split is to have
   */
  record Shared(
      InputDump dump,
      Lookups lookups,
      CountryClock clock,
      TableOrder order,
      ChosenFacts chosen,
      int rows) {}

  /** Returns the splits of a part in the order of its rows. */
  static List<Split> of(Shared shared, InputTable input) throws IOException {
    return ranges(shared.dump(), input, shared.rows()).stream()
        .<Split>map(range -> new RowSplit(shared, input, range))
        .toList();
  }

  /**
   * Returns ranges of a part's rows, in the order of the rows. A range begins at an entry of the
   * part's index; so it has more rows than asked if the entries lie further apart.
   */
  static List<OrdinalRange> ranges(InputDump dump, InputTable input, int rows) throws IOException {
    return dump.dump().split(input.part(), (int) (input.part().getRecords() / rows) + 1);
  }

  @Override
  public String part() {
    return input.part().getPath();
  }

  @Override
  public long rows() {
    return range.records();
  }

  @Override
  public Split sample(long offset, long most) {
    long first = range.first() + offset;
    return new RowSplit(
        shared, input, new OrdinalRange(first, Math.min(range.end(), first + most)));
  }

  @Override
  public String description() {
    return String.format(Locale.ROOT, "%s, rows %d to %d", part(), range.first(), range.end() - 1);
  }

  @Override
  public long bytes() {
    return work(input.part(), range).bytes();
  }

  /**
   * Returns the work of reading rows. Their bytes before compression are in proportion to the
   * part's; exact in the sum.
   */
  static Work work(Part part, OrdinalRange range) {
    return new Work(
        range.records(), 0, bytesBefore(part, range.end()) - bytesBefore(part, range.first()));
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
  @Override
  public Totals map(RecordSink events, RejectSink rejects) throws IOException {
    Totals totals = new Totals();
    if (input.mapping().isPresent()) {
      map(input.mapping().get(), events, rejects, totals);
    } else {
      totals.rows(counts().setWithoutFact(count()));
    }
    if (range.end() > input.part().getRecords()) {
      shared.dump().dump().checkFile(input.part());
    }
    return totals;
  }

  private PartReader open() throws IOException {
    return shared.dump().dump().read(input.part(), range);
  }

  private InputPart.Builder counts() {
    return InputPart.newBuilder().setPath(part());
  }

  /** Counts the rows of a table that gives no events. */
  private long count() throws IOException {
    long rows = 0;
    try (PartReader reader = open()) {
      while (reader.advance()) {
        rows++;
      }
    }
    return rows;
  }

  private <R extends Message> void map(
      Mapping<R> mapping, RecordSink events, RejectSink rejects, Totals totals) throws IOException {
    EventEncoder encoder = new EventEncoder(shared.dump().dump().manifest().getCountry());
    RowMapper.Outputs outputs =
        new RowMapper.Outputs(shared.clock(), shared.chosen(), encoder, events, rejects, totals);
    SortKey key = new SortKey(input.table(), shared.order());
    RowMapper<R> mapper = new RowMapper<>(mapping, input.table(), key, shared.lookups(), outputs);
    try (RowReader<R> reader = new RowReader<>(open(), input.table(), mapping.parser())) {
      for (R row = reader.next(); row != null; row = reader.next()) {
        mapper.map(row);
      }
    }
    totals.rows(mapper.counts().setPath(part()));
  }
}
