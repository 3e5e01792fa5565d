package com.happypancake.transformer;

import com.happypancake.dumps.DiskSpace;
import com.happypancake.dumps.block.Workers;
import com.happypancake.transformer.DiskSample.Volume;
import com.happypancake.transformer.sort.SpillForecast;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How much disk a transform takes, and how much there is.
 *
 * @param scratch the bytes of the spilled runs
 * @param resultBytes the bytes of the events and rejects
 * @param scratchDisk the disk for the spilled runs, as if an earlier run had left no files
 * @param resultDisk the disk for the events and rejects, likewise
 */
public record DiskForecast(
    SpillForecast scratch, long resultBytes, DiskSpace scratchDisk, DiskSpace resultDisk) {

  /** Manifests, schemas, run.json. */
  private static final long FIXED_BYTES = 1 << 16;

  /** An index has an entry of 19 bytes for 256 events. */
  private static final double INDEX_BYTES_PER_EVENT = 0.075;

  /**
   * Estimates what the splits of a dump take, by a sample of their rows.
   *
   * @param before what the run spills before it maps the splits, and needs until its end
   * @param replaced the folders whose files the run replaces or uses again
   */
  static DiskForecast of(
      Transformation transformation,
      List<Split> splits,
      SpillForecast before,
      List<Path> replaced,
      Workers workers)
      throws IOException, InterruptedException {
    Volume volume = new DiskSample(splits, transformation.writing().codec()).volume(workers);
    SpillForecast sort =
        SpillForecast.of(
            Math.round(volume.records()),
            Math.round(volume.recordBytes()),
            Math.round(volume.overlappingBytes()),
            splits.size(),
            transformation.sortBytes(),
            workers);
    return of(
        transformation,
        before.then(sort),
        FIXED_BYTES + Math.round(volume.deflatedBytes() + INDEX_BYTES_PER_EVENT * volume.records()),
        replaced);
  }

  /** Compares what a run takes with the disks. */
  static DiskForecast of(
      Transformation transformation, SpillForecast scratch, long resultBytes, List<Path> replaced)
      throws IOException {
    DiskSpace resultDisk = DiskSpace.of(transformation.out());
    DiskSpace scratchDisk = DiskSpace.of(transformation.scratch().orElse(transformation.out()));
    for (Path folder : replaced) {
      resultDisk = resultDisk.without(folder);
      scratchDisk = scratchDisk.without(folder);
    }
    return new DiskForecast(scratch, resultBytes, scratchDisk, resultDisk);
  }

  /** Returns whether spilled runs and events share a disk. */
  public boolean isOneDisk() {
    return scratchDisk.store().equals(resultDisk.store());
  }

  /** Returns the most bytes that the run takes at a time on all disks. */
  public long peakBytes() {
    return Math.max(scratch.peakBytes(), scratch.finalBytes() + resultBytes);
  }

  /**
   * Refuses a disk that has too little room.
   *
   * @throws FileSystemException if there is one; the message says what is needed and free
   */
  void check() throws FileSystemException {
    if (isOneDisk()) {
      check(resultDisk, peakBytes(), "what is spilled and the events take", "--scratch or --out");
    } else {
      check(scratchDisk, scratch.peakBytes(), "what is spilled takes", "--scratch");
      check(resultDisk, resultBytes, "the events take", "--out");
    }
  }

  private static void check(DiskSpace disk, long needed, String what, String option)
      throws FileSystemException {
    if (needed > disk.freeBytes()) {
      throw new FileSystemException(
          disk.folder().toString(),
          null,
          String.format(
              Locale.ROOT,
              "%s are free there, and %s about %s; make room, or choose %s on another disk",
              DiskSpace.megabytes(disk.freeBytes()),
              what,
              DiskSpace.megabytes(needed),
              option));
    }
  }
}
