package com.happypancake.sample;

import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.WriteOptions;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.sample.row.SampleRows;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Writes the dump that the extraction of a {@link SampleDatabase} in H2 would give, with no
 * database.
 */
public final class SampleDump {
  private SampleDump() {}

  /**
   * Writes all tables into a folder, in the catalogue's order and one part each, and the manifest
   * at last. The parts' contents are those of an extraction, row versions included; the manifest's
   * consistency is synthetic, and its times and marks are functions of the plan.
   *
   * @param plan what the rows are made of
   * @param folder does not exist yet, is empty, or holds what an unfinished dump left
   * @param clock tells the run's times, which stand in run.json alone
   * @param options how parts are written
   * @param progress hears of each ten thousand rows
   * @return the manifest as written
   * @throws com.happypancake.dumps.RefusedFolderException if the folder holds something else
   * @throws IOException if the disk refuses; then the folder holds an unfinished dump, which the
   *     next run of the same begins anew
   */
  public static Manifest write(
      SamplePlan plan, Path folder, Clock clock, WriteOptions options, SampleProgress progress)
      throws IOException {
    try (DumpWriter dump =
        DumpWriter.create(folder, List.of(LegacyProto.getDescriptor()), clock, options)) {
      return new DumpMaker(dump, LegacyCatalogue.hpc().tables())
          .make(plan, new SampleRows(plan), progress);
    }
  }
}
