package com.happypancake.transformer;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.transformer.InputDump.InputTable;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Work;
import com.happypancake.transformer.delta.NamedKeys;
import com.happypancake.transformer.event.TableOrder;
import com.happypancake.transformer.event.VersionKey;
import com.happypancake.transformer.lookup.LookupChange;
import com.happypancake.transformer.lookup.LookupChange.Reference;
import com.happypancake.transformer.lookup.TableLookups;
import com.happypancake.transformer.mapping.Lookups;
import com.happypancake.transformer.sort.ExternalSorter;
import com.happypancake.transformer.sort.KeyRange;
import com.happypancake.transformer.sort.RecordSink;
import com.happypancake.transformer.sort.SortedRecords;
import com.happypancake.transformer.sort.SpillForecast;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * The rows for which the last delta of a chain may give events, with all their versions: rows that
 * any delta names, and rows of the full dump of which the last delta changes a lookup.
 */
final class ChangedRows {

  private final InputChain chain;
  private final List<TableLookups> lookups;
  private final TableOrder order;
  private final int splitRows;
  private final Workers workers;
  private final Consumer<TransformEvent> events;
  private final List<Source> sources;
  private final NamedKeys named;

  /** The number of versions, and their bytes in the sort: about, until they are found. */
  private long versionCount;

  private long versionBytes;
  private int ranges = 1;

  /** The rows' versions, once they are found. */
  private Optional<SortedRecords> versions = Optional.empty();

  /** A part of one of the dumps. */
  record Source(int dump, InputTable input) {

    long records() {
      return input.part().getRecords();
    }
  }

  /**
   * Creates a finder.
   *
   * @param lookups as of each dump of the chain
   * @param splitRows the rows of the deltas that a range is to have
   */
  ChangedRows(
      InputChain chain,
      List<TableLookups> lookups,
      TableOrder order,
      int splitRows,
      Workers workers,
      Consumer<TransformEvent> events) {
    this.chain = chain;
    this.lookups = List.copyOf(lookups);
    this.order = order;
    this.splitRows = splitRows;
    this.workers = workers;
    this.events = events;
    this.sources = sources(chain);
    named = new NamedKeys(deltas().stream().mapToLong(Source::records).sum());
  }

  private static List<Source> sources(InputChain chain) {
    List<Source> sources = new ArrayList<>();
    for (int dump = 0; dump < chain.dumps().size(); dump++) {
      for (InputTable input : chain.dumps().get(dump).parts()) {
        if (input.mapping().isPresent()) {
          sources.add(new Source(dump, input));
        }
      }
    }
    return List.copyOf(sources);
  }

  /** Returns the parts in which versions are found. */
  static List<InputTable> parts(InputChain chain) {
    return sources(chain).stream().map(Source::input).toList();
  }

  private List<Source> deltas() {
    return sources.stream().filter(source -> source.dump() > 0).toList();
  }

  /** Returns the change of the lookups by a delta. */
  LookupChange change(int delta) {
    return new LookupChange(lookups.get(delta - 1), lookups.get(delta));
  }

  /** Returns the lookups as of a dump. */
  Lookups lookups(int dump) {
    return lookups.get(dump);
  }

  /**
   * Reads the keys that the deltas name.
   *
   * @return ranges of keys that cut the rows into shares. They depend on the dumps alone.
   */
  List<KeyRange> ranges() throws IOException {
    List<byte[]> cuts = new ArrayList<>();
    for (Source source : deltas()) {
      name(source, source.input().mapping().orElseThrow().parser(), cuts);
    }
    cuts.sort(Arrays::compareUnsigned);
    named.sort();
    List<KeyRange> shares = new ArrayList<>();
    byte[] from = {};
    for (byte[] cut : cuts) {
      if (Arrays.compareUnsigned(from, cut) < 0) {
        shares.add(KeyRange.between(from, cut));
        from = cut;
      }
    }
    shares.add(KeyRange.from(from));
    ranges = shares.size();
    return shares;
  }

  private <R extends Message> void name(Source source, Parser<R> parser, List<byte[]> cuts)
      throws IOException {
    VersionKey key = key(source);
    PartReader records = dump(source).read(source.input().part());
    long count = 0;
    try (RowReader<R> rows = new RowReader<>(records, source.input().table(), parser)) {
      for (R row = rows.next(); row != null; row = rows.next()) {
        byte[] bytes = key.of(row);
        byte[] shared = Arrays.copyOf(bytes, VersionKey.rowLength(bytes.length));
        named.add(source.input().table(), shared);
        // The full dump may have about as long a version.
        count(2, 2L * versionBytes(bytes, records));
        if (count++ % splitRows == 0) {
          cuts.add(shared);
        }
      }
    }
  }

  private static int versionBytes(byte[] key, PartReader row) {
    return SpillForecast.recordBytes(key.length, Integer.BYTES + row.length());
  }

  private void count(long versions, long bytes) {
    versionCount += versions;
    versionBytes += bytes;
  }

  /** Returns about the number of versions in one of the ranges. */
  long versionsOfRange() {
    return versionCount / ranges;
  }

  /** Forecasts the sort of the versions. Until they are found, it knows only what deltas name. */
  SpillForecast spill(long memoryBytes) {
    int tasks = (int) (Work.of(parts(chain)).rows() / splitRows) + sources.size();
    return SpillForecast.of(versionCount, versionBytes, versionBytes, tasks, memoryBytes, workers);
  }

  /**
   * Finds the versions. Reads each dump at most once, on all threads. A version's key is a {@link
   * VersionKey}, and its payload the place of its part in its dump (4 bytes) and the row.
   */
  void find(ExternalSorter<Found> sorter) throws IOException, InterruptedException {
    versionCount = 0;
    versionBytes = 0;
    PhaseProgress progress = new PhaseProgress(events, Phase.FINDING, Work.of(parts(chain)).rows());
    List<Callable<Found>> tasks = new ArrayList<>();
    for (Source source : sources) {
      Optional<List<OrdinalRange>> windows = windows(source);
      for (OrdinalRange range : windows.isPresent() ? List.of(all(source)) : split(source)) {
        tasks.add(() -> find(source, range, windows.orElse(List.of(range)), sorter));
      }
    }
    OrderedTasks.run(
        workers,
        tasks,
        found -> {
          count(found.versions(), found.bytes());
          Part part = found.source().input().part();
          progress.add(part.getPath(), RowSplit.work(part, found.range()));
        });
    named.endSeeking();
    versions = Optional.of(sorter.sort());
  }

  private List<OrdinalRange> split(Source source) throws IOException {
    return RowSplit.ranges(chain.dumps().get(source.dump()), source.input(), splitRows);
  }

  private static OrdinalRange all(Source source) {
    return new OrdinalRange(1, source.records() + 1);
  }

  /**
   * Returns where a part of the full dump may have the keys that the deltas name, by its index.
   *
   * @return ranges in their order; empty if it is cheaper to read the whole part, if its order is
   *     not known, or if its rows may be touched by a change of the lookups
   */
  private Optional<List<OrdinalRange>> windows(Source source) throws IOException {
    Part part = source.input().part();
    LegacyTable table = source.input().table();
    if (source.dump() > 0
        || !part.getKeyOrder()
        || !table.hasIntegerKey()
        || change(lookups.size() - 1).mayTouch(Reference.of(table))) {
      return Optional.empty();
    }
    return dump(source)
        .usableIndex(part)
        .flatMap(index -> named.windows(table, key(source), index.entries(), source.records()));
  }

  private Dump dump(Source source) {
    return chain.dumps().get(source.dump()).dump();
  }

  private VersionKey key(Source source) {
    return new VersionKey(
        source.input().table(), order, source.dump(), source.input().isDeletedKeys());
  }

  /** A range of a part in which all versions were found, their number and bytes in the sort. */
  record Found(Source source, OrdinalRange range, long versions, long bytes) {}

  private Found find(
      Source source, OrdinalRange range, List<OrdinalRange> windows, ExternalSorter<Found> sorter)
      throws IOException {
    Parser<? extends Message> parser = source.input().mapping().orElseThrow().parser();
    Found found = sorter.collect(records -> find(source, range, windows, parser, records));
    if (range.end() > source.records() && windows.contains(range)) {
      dump(source).checkFile(source.input().part());
    }
    return found;
  }

  private <R extends Message> Found find(
      Source source,
      OrdinalRange range,
      List<OrdinalRange> windows,
      Parser<R> parser,
      RecordSink found)
      throws IOException {
    VersionKey key = key(source);
    List<Reference> references = Reference.of(source.input().table());
    LookupChange change = change(lookups.size() - 1);
    int part = chain.dumps().get(source.dump()).parts().indexOf(source.input());
    long count = 0;
    long size = 0;
    byte[] payload = {};
    PartReader records = dump(source).read(source.input().part(), range);
    try (RowReader<R> rows = new RowReader<>(records, source.input().table(), parser)) {
      for (OrdinalRange window : windows) {
        records.seek(window.first());
        for (long left = window.records(); left > 0; left--) {
          R row = rows.next();
          if (row == null) {
            break;
          }
          byte[] bytes = key.of(row);
          if (source.dump() == 0
              && !named.mayHave(bytes, VersionKey.rowLength(bytes.length))
              && !change.touches(row, references)) {
            continue;
          }
          int length = Integer.BYTES + records.length();
          if (length > payload.length) {
            payload = new byte[Math.max(length, 2 * payload.length)];
          }
          ByteBuffer.wrap(payload)
              .putInt(part)
              .put(records.bytes(), records.offset(), records.length());
          found.add(bytes, bytes.length, payload, length);
          count++;
          size += versionBytes(bytes, records);
        }
      }
      if (windows.contains(range)) {
        // Checks the end of the range.
        rows.next();
      }
    }
    return new Found(source, range, count, size);
  }

  /** Returns the versions, sorted by their keys. They must have been found. */
  SortedRecords versions() {
    return versions.orElseThrow();
  }
}
