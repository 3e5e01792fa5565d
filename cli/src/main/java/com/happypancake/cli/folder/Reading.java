package com.happypancake.cli.folder;

import com.happypancake.cli.console.ProgressLine;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.Locale;

/** A walk through all records of a folder, which shows its progress and heeds interruption. */
final class Reading {

  private final ProgressLine progress;
  private final String doing;
  private final int parts;
  private final long records;
  private int part;
  private long done;

  Reading(Dump dump, ProgressLine progress, String doing) {
    this.progress = progress;
    this.doing = doing;
    this.parts = dump.parts().size();
    this.records = dump.parts().stream().mapToLong(Part::getRecords).sum();
  }

  /** Moves to the next record of a part, as {@link PartReader#advance}. */
  boolean advance(Part current, PartReader reader) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (reader.ordinal() == 0) {
      part++;
    }
    boolean advanced = reader.advance();
    if (advanced) {
      done++;
    }
    progress.update(() -> text(current));
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
