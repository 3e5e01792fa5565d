package com.happypancake.transformer;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.happypancake.dumps.block.Bgzf;
import com.happypancake.dumps.block.BlockDeflater;
import com.happypancake.dumps.block.Codec;
import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import com.happypancake.transformer.event.RejectSink;
import com.happypancake.transformer.sort.RecordSink;
import com.happypancake.transformer.sort.SpillForecast;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Estimates what the rows of a dump become, by an evenly spread sample of each table's rows. They
 * are mapped, sorted and deflated as in a run. Rows at the same place of their tables are sorted
 * together, since they are of about the same time: events of several types deflate less well.
 */
final class DiskSample {

  /** Takes a fraction of a second. A smaller dump is mapped almost whole. */
  private static final long SAMPLE_ROWS = 1 << 15;

  private static final int PLACES = 16;

  private static final Comparator<ByteString> ORDER =
      ByteString.unsignedLexicographicalComparator();

  private final Collection<List<Split>> tables;
  private final long rows;
  private final Codec codec;

  /**
   * What the rows become.
   *
   * @param records the number of events and rejects
   * @param recordBytes their size in the sort
   * @param overlappingBytes those that are in no order, so that spilled runs of them overlap
   * @param contentBytes their size in parts before it is deflated
   * @param deflatedBytes the size of the parts
   */
  record Volume(
      double records,
      double recordBytes,
      double overlappingBytes,
      double contentBytes,
      double deflatedBytes) {

    private static final Volume NOTHING = new Volume(0, 0, 0, 0, 0);

    private Volume plus(Volume other) {
      return new Volume(
          records + other.records,
          recordBytes + other.recordBytes,
          overlappingBytes + other.overlappingBytes,
          contentBytes + other.contentBytes,
          deflatedBytes + other.deflatedBytes);
    }
  }

  DiskSample(List<Split> splits, Codec codec) {
    this.tables =
        splits.stream()
            .collect(
                Collectors.groupingBy(
                    split -> split.part().substring(0, split.part().lastIndexOf('/') + 1),
                    LinkedHashMap::new,
                    Collectors.toList()))
            .values();
    this.rows = splits.stream().mapToLong(Split::mapped).sum();
    this.codec = codec;
  }

  /** What one place of all tables becomes, and the keys of each table's events there. */
  private record Place(Volume volume, List<Keys> keys) {}

  private record Keys(List<Split> table, double bytes, ByteString first, ByteString last) {

    private boolean have(ByteString key) {
      return ORDER.compare(first, key) <= 0 && ORDER.compare(key, last) <= 0;
    }
  }

  /** Maps the sample and returns the volume of all rows. */
  Volume volume(Workers workers) throws IOException, InterruptedException {
    Volume sum = Volume.NOTHING;
    List<Keys> keys = new ArrayList<>();
    try (OrderedTasks<Place> tasks = new OrderedTasks<>(workers.executor())) {
      for (int i = 0; i < PLACES; i++) {
        int number = i;
        tasks.add(() -> place(number));
      }
      while (tasks.size() > 0) {
        Place place = tasks.take();
        sum = sum.plus(place.volume());
        keys.addAll(place.keys());
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while the disk that is needed was estimated");
        }
      }
    }
    double overlapping = 0;
    for (List<Split> table : tables) {
      overlapping += overlappingBytes(keys.stream().filter(each -> each.table() == table).toList());
    }
    return sum.plus(new Volume(0, 0, overlapping, 0, 0));
  }

  /**
   * Returns none of a table's bytes if its places follow one another, and all if each has all keys.
   */
  private static double overlappingBytes(List<Keys> table) {
    long most =
        table.stream()
            .mapToLong(one -> table.stream().filter(other -> other.have(one.first())).count())
            .max()
            .orElse(1);
    return table.stream().mapToDouble(Keys::bytes).sum() * (most - 1) / (PLACES - 1);
  }

  /** Returns the volume of a sixteenth of each table. */
  private Place place(int number) throws IOException {
    SampleRecords sample = new SampleRecords();
    List<Keys> keys = new ArrayList<>();
    for (List<Split> table : tables) {
      long tableRows = table.stream().mapToLong(Split::mapped).sum();
      Split part = sample(table, tableRows, number);
      if (part.mapped() > 0) {
        part.map(sample, new RejectSink(0, sample));
        sample.endTable(table, (double) tableRows / PLACES / part.mapped()).ifPresent(keys::add);
      }
    }
    return new Place(sample.volume(codec), keys);
  }

  /** Returns some rows in the middle of a table's sixteenth. */
  private Split sample(List<Split> table, long tableRows, int place) {
    long wanted =
        Math.max(1, (long) (Math.min(1.0, (double) SAMPLE_ROWS / rows) * tableRows / PLACES));
    long at = tableRows * place / PLACES + Math.max(0, tableRows / PLACES - wanted) / 2;
    for (Split split : table) {
      if (at < split.mapped()) {
        return split.sample(at, wanted);
      }
      at -= split.mapped();
    }
    return table.get(table.size() - 1);
  }

  /** The records of a sample, in memory. */
  private static final class SampleRecords implements RecordSink {

    private final List<SampleRecord> all = new ArrayList<>();
    private Volume sum = Volume.NOTHING;
    private int tableStart;

    private record SampleRecord(ByteString key, ByteString payload) {
      private int contentBytes() {
        return CodedOutputStream.computeBytesSizeNoTag(payload);
      }
    }

    @Override
    public void add(byte[] key, int keyLength, byte[] payload, int payloadLength) {
      all.add(
          new SampleRecord(
              ByteString.copyFrom(key, 0, keyLength),
              ByteString.copyFrom(payload, 0, payloadLength)));
    }

    /**
     * Ends the records of a table.
     *
     * @param weight the number of rows for each one of the sample
     * @return the keys of its events; empty if there are none
     */
    private Optional<Keys> endTable(List<Split> table, double weight) {
      Volume ofTable = Volume.NOTHING;
      List<ByteString> keys = new ArrayList<>();
      for (SampleRecord record : all.subList(tableStart, all.size())) {
        int bytes = SpillForecast.recordBytes(record.key.size(), record.payload.size());
        ofTable =
            ofTable.plus(new Volume(weight, weight * bytes, 0, weight * record.contentBytes(), 0));
        if (!RejectSink.KEYS.contains(record.key.toByteArray())) {
          keys.add(record.key);
        }
      }
      tableStart = all.size();
      sum = sum.plus(ofTable);
      return keys.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Keys(
                  table,
                  ofTable.recordBytes,
                  Collections.min(keys, ORDER),
                  Collections.max(keys, ORDER)));
    }

    private Volume volume(Codec codec) throws IOException {
      all.sort(Comparator.comparing(SampleRecord::key, ORDER));
      long content = 0;
      long deflated = 0;
      byte[] block = new byte[Bgzf.MAX_BLOCK_BYTES];
      byte[] filling = new byte[Bgzf.MAX_CONTENT_BYTES];
      try (BlockDeflater deflater = new BlockDeflater(codec)) {
        CodedOutputStream out = CodedOutputStream.newInstance(filling);
        for (SampleRecord record : all) {
          if (record.contentBytes() > filling.length) {
            continue;
          }
          if (record.contentBytes() > out.spaceLeft()) {
            content += out.getTotalBytesWritten();
            deflated += deflater.deflate(filling, out.getTotalBytesWritten(), block);
            out = CodedOutputStream.newInstance(filling);
          }
          out.writeBytesNoTag(record.payload);
        }
        int rest = out.getTotalBytesWritten();
        if (rest > 0) {
          content += rest;
          deflated += deflater.deflate(filling, rest, block);
        }
      }
      double ratio = content == 0 ? 1 : (double) deflated / content;
      return sum.plus(new Volume(0, 0, 0, 0, ratio * sum.contentBytes()));
    }
  }
}
