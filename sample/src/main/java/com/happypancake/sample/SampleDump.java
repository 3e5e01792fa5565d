package com.happypancake.sample;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
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
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Writes the dump that an extraction of a {@link SampleDatabase} in H2 would write. */
public final class SampleDump {
  /** The manifest's time of the source, which is later than all rows. */
  private static final Instant SOURCE_TIME = Instant.parse("2016-01-02T00:00:00Z");

  private final DumpWriter dump;
  private final SampleProgress progress;
  private long nextRowversion = 1;

  private SampleDump(DumpWriter dump, SampleProgress progress) {
    this.dump = dump;
    this.progress = progress;
  }

  /**
   * Writes all tables into a folder, in the catalogue's order and one part each, and then the
   * manifest. The parts have the content of an extraction, including row versions. The manifest's
   * consistency is synthetic. Its times and marks depend only on the plan.
   *
   * @param plan the plan of the rows
   * @param folder a folder that does not exist yet, is empty, or was left by an unfinished dump
   * @param clock the clock for the run's times, which only run.json holds
   * @param options how parts are written
   * @param progress receives the progress of every ten thousand rows
   * @return the written manifest
   * @throws com.happypancake.dumps.RefusedFolderException if the folder holds something else
   * @throws IOException if the disk fails; then the folder holds an unfinished dump, and the next
   *     run starts it over
   */
  public static Manifest write(
      SamplePlan plan, Path folder, Clock clock, WriteOptions options, SampleProgress progress)
      throws IOException {
    try (DumpWriter dump =
        DumpWriter.create(folder, List.of(LegacyProto.getDescriptor()), clock, options)) {
      return new SampleDump(dump, progress).write(plan);
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
      manifest.addMarks(write(table, rows.of(table.name())));
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

  private Mark write(LegacyTable table, TableRows rows) throws IOException {
    long planned = rows.count();
    progress.rows(table.name(), 0, planned);
    try (PartWriter part = dump.part(table.name(), table.descriptor().getFullName())) {
      DumpSink sink =
          new DumpSink(
              table, part, nextRowversion, done -> progress.rows(table.name(), done, planned));
      try {
        rows.write(0, planned, sink);
      } catch (UncheckedIOException e) {
        throw new IOException(
            table.qualifiedName()
                + (": row " + (part.records() + 1) + " could not be written: " + e.getMessage()),
            e);
      }
      part.entry().setTable(table.qualifiedName()).setRepairedTexts(sink.repairedTexts());
      part.finish();
      if (table.rowversion().isPresent()) {
        nextRowversion += planned;
      }
      progress.rows(table.name(), planned, planned);
      Mark.Builder mark = Mark.newBuilder().setTable(table.qualifiedName()).setSourceRows(planned);
      sink.latest().ifPresent(mark::setTimeTicks);
      return mark.build();
    }
  }
}
