package com.happypancake.sample;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.sample.row.SampleRows;
import com.happypancake.sample.row.TableRows;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Writes the dump that an extraction of a {@link SampleDatabase} in H2 would write. */
public final class SampleDump {
  /** The manifest's time of the source, which is later than all rows. */
  private static final Instant SOURCE_TIME = Instant.parse("2016-01-02T00:00:00Z");

  /** The rows that a thread makes at a time. They are in memory until they are written. */
  private static final int ROWS_PER_RANGE = 1 << 12;

  private final DumpWriter dump;
  private final Workers workers;
  private final SampleProgress progress;
  private long nextRowversion = 1;

  private SampleDump(DumpWriter dump, Workers workers, SampleProgress progress) {
    this.dump = dump;
    this.workers = workers;
    this.progress = progress;
  }

  /**
   * Writes all tables into a folder, on all processors, in the catalogue's order and one part each,
   * and then the manifest. The parts have the content of an extraction, including row versions. The
   * manifest's consistency is synthetic. Its times and marks depend only on the plan.
   *
   * @param plan the plan of the rows
   * @param folder a folder that does not exist yet, is empty, or was left by an unfinished dump
   * @param clock the clock for the run's times, which only run.json holds
   * @param options how parts are written
   * @param progress receives the progress of every few thousand rows
   * @return the written manifest
   * @throws com.happypancake.dumps.RefusedFolderException if the folder holds something else
   * @throws IOException if the disk fails; then the folder holds an unfinished dump, and the next
   *     run starts it over
   */
  public static Manifest write(
      SamplePlan plan, Path folder, Clock clock, WriteOptions options, SampleProgress progress)
      throws IOException {
    return write(plan, folder, clock, options, Workers.shared(), progress);
  }

  /** Writes all tables on the given threads. What is written does not depend on them. */
  static Manifest write(
      SamplePlan plan,
      Path folder,
      Clock clock,
      WriteOptions options,
      Workers workers,
      SampleProgress progress)
      throws IOException {
    try (DumpWriter dump =
        DumpWriter.create(folder, List.of(LegacyProto.getDescriptor()), clock, options, workers)) {
      return new SampleDump(dump, workers, progress).write(plan);
    }
  }

  private Manifest write(SamplePlan plan) throws IOException {
    SampleRows rows = new SampleRows(plan);
    List<LegacyTable> tables = LegacyCatalogue.hpc().tables();
    Country country = Country.of(plan.country().name());
    Manifest.Builder manifest =
        Manifest.newBuilder()
            .setContent(Content.CONTENT_ROWS)
            .setKind(Kind.KIND_FULL)
            .setCountry(country.code())
            .setTimeZone(country.zone().getId())
            .setSource(source(plan))
            .setConsistency(Consistency.CONSISTENCY_SYNTHETIC)
            .setSourceTime(Timestamp.newBuilder().setSeconds(SOURCE_TIME.getEpochSecond()));
    for (LegacyTable table : tables) {
      manifest.addMarks(write(table, rows));
    }
    ByteString mark =
        ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(0, nextRowversion));
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).rowversion().isPresent()) {
        manifest.getMarksBuilder(i).setRowversion(mark);
      }
    }
    return dump.finish(manifest);
  }

  private static Source source(SamplePlan plan) {
    String database = plan.country() + " scale " + plan.scale() + " seed " + plan.seed();
    return Source.newBuilder().setProduct("hpc sample").setDatabase(database).build();
  }

  /** Writes a table. All threads make its rows, range by range. */
  private Mark write(LegacyTable table, SampleRows sample) throws IOException {
    RowMaker maker = new RowMaker(table, sample, nextRowversion);
    long planned = sample.of(table.name()).count();
    progress.rows(table.name(), 0, planned);
    Mark.Builder mark = Mark.newBuilder().setTable(table.qualifiedName()).setSourceRows(planned);
    List<Callable<DumpSink>> ranges = new ArrayList<>();
    for (long first = 0; first < planned; first += ROWS_PER_RANGE) {
      long from = first;
      ranges.add(() -> maker.make(from, Math.min(planned, from + ROWS_PER_RANGE)));
    }
    try (PartWriter part = dump.part(table.name(), table.descriptor().getFullName())) {
      part.entry().setTable(table.qualifiedName()).setKeyOrder(table.hasIntegerKey());
      OrderedTasks.run(
          workers,
          ranges,
          rows -> {
            append(rows, table, part, mark);
            progress.rows(table.name(), part.records(), planned);
          });
      part.finish();
    }
    if (table.rowversion().isPresent()) {
      nextRowversion += planned;
    }
    return mark.build();
  }

  private static void append(DumpSink rows, LegacyTable table, PartWriter part, Mark.Builder mark)
      throws IOException {
    for (byte[] row : rows.records()) {
      try {
        part.write(row);
      } catch (IOException e) {
        throw new IOException(
            table.qualifiedName()
                + (": row " + (part.records() + 1) + " could not be written: " + e.getMessage()),
            e);
      }
    }
    part.entry().setRepairedTexts(part.entry().getRepairedTexts() + rows.repairedTexts());
    if (rows.latest().isPresent()) {
      long latest = rows.latest().getAsLong();
      mark.setTimeTicks(mark.hasTimeTicks() ? Math.max(mark.getTimeTicks(), latest) : latest);
    }
  }

  /** Makes ranges of a table's rows. Thread-safe: each thread takes a {@link TableRows}. */
  private static final class RowMaker {
    private final LegacyTable table;
    private final SampleRows sample;
    private final long firstRowversion;
    private final Queue<TableRows> idle = new ConcurrentLinkedQueue<>();

    RowMaker(LegacyTable table, SampleRows sample, long firstRowversion) {
      this.table = table;
      this.sample = sample;
      this.firstRowversion = firstRowversion;
    }

    DumpSink make(long from, long to) {
      TableRows rows = idle.poll();
      rows = rows != null ? rows : sample.of(table.name());
      DumpSink sink = new DumpSink(table, firstRowversion + from);
      rows.write(from, to, sink);
      idle.add(rows);
      return sink;
    }
  }
}
