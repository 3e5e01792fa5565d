package com.happypancake.sample;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.sample.row.SampleRows;
import com.happypancake.sample.row.TableRows;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Writes all tables of a sample into a dump, in the catalogue's order and one part each. For one
 * thread.
 */
public final class DumpMaker {
  /** The instant, later than all rows, at which the sample pretends to have been read. */
  private static final Instant SOURCE_TIME = Instant.parse("2016-01-02T00:00:00Z");

  private static final long FIRST_ROWVERSION = 1;

  private final DumpWriter dump;
  private final List<LegacyTable> tables;
  private long rowversion = FIRST_ROWVERSION;

  /**
   * Prepares to write a dump.
   *
   * @param dump stays the caller's, to close
   * @param tables all tables, in the order in which they are written
   */
  public DumpMaker(DumpWriter dump, List<LegacyTable> tables) {
    this.dump = dump;
    this.tables = List.copyOf(tables);
  }

  /**
   * Writes all parts and the manifest.
   *
   * @return the manifest as written
   * @throws IOException if the disk refuses; then the dump is unfinished
   */
  public Manifest make(SamplePlan plan, SampleRows rows, SampleProgress progress)
      throws IOException {
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
      manifest.addMarks(write(table, rows.of(table.name()), progress));
    }
    ByteString mark = ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(0, rowversion));
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).rowversion().isPresent()) {
        manifest.getMarksBuilder(i).setRowversion(mark);
      }
    }
    return dump.finish(manifest);
  }

  private static Source source(SamplePlan plan) {
    String database =
        String.format(
            Locale.ROOT, "%s scale %s seed %d", plan.country(), plan.scale(), plan.seed());
    return Source.newBuilder().setProduct("hpc sample").setDatabase(database).build();
  }

  private Mark write(LegacyTable table, TableRows rows, SampleProgress progress)
      throws IOException {
    long planned = rows.count();
    progress.rows(table.name(), 0, planned);
    try (PartWriter part = dump.part(table.name(), table.descriptor().getFullName())) {
      DumpSink sink =
          new DumpSink(table, part, rowversion, done -> progress.rows(table.name(), done, planned));
      try {
        rows.write(0, planned, sink);
      } catch (UncheckedIOException e) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s: row %d could not be written: %s",
                table.qualifiedName(),
                part.records() + 1,
                e.getMessage()),
            e);
      }
      part.entry().setTable(table.qualifiedName()).setRepairedTexts(sink.repairedTexts());
      part.finish();
      if (table.rowversion().isPresent()) {
        rowversion += planned;
      }
      progress.rows(table.name(), planned, planned);
      Mark.Builder mark = Mark.newBuilder().setTable(table.qualifiedName()).setSourceRows(planned);
      sink.latest().ifPresent(mark::setTimeTicks);
      return mark.build();
    }
  }
}
