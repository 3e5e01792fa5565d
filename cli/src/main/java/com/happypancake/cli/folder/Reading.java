package com.happypancake.cli.folder;

import com.happypancake.cli.console.ProgressLine;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;

/** A walk through all records of a folder, which shows its progress and heeds interruption. */
final class Reading {

  /** To look at the clock for each record would take longer than to read it. */
  private static final int RECORDS_A_LOOK = 64;

  private final ProgressLine progress;
  private final String doing;
  private final int parts;
  private final long records;
  private String last = "";
  private int part;
  private long done;

  Reading(Dump dump, ProgressLine progress, String doing) {
    this(dump.parts(), progress, doing);
  }

  Reading(Collection<Part> parts, ProgressLine progress, String doing) {
    this.progress = progress;
    this.doing = doing;
    this.parts = parts.size();
    this.records = parts.stream().mapToLong(Part::getRecords).sum();
  }

  /** Moves to the next record of a part, as {@link PartReader#advance}. */
  boolean advance(Part current, PartReader reader) throws IOException, InterruptedException {
    if (!last.equals(current.getPath())) {
      last = current.getPath();
      part++;
      done += reader.ordinal();
    }
    if (done % RECORDS_A_LOOK == 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      progress.update(() -> text(current));
    }
    boolean advanced = reader.advance();
    if (advanced) {
      done++;
    }
    return advanced;
  }

  private String text(Part current) {
    return String.format(
        Locale.ROOT,
        "%s part %d of %d, %d of %d records: %s",
        doing,
        part,
        parts,
        done,
        records,
        current.getPath());
  }
}
