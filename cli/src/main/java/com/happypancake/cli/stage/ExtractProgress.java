package com.happypancake.cli.stage;

import com.happypancake.cli.console.ProgressLine;
import com.happypancake.extractor.ExtractionListener;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import java.util.List;
import java.util.OptionalLong;

/** Tells how an extraction goes: the table, and its rows of so many. */
final class ExtractProgress implements ExtractionListener {

  private final ProgressLine progress;
  private int tables;
  private int table;
  private OptionalLong estimatedRows = OptionalLong.empty();

  ExtractProgress(ProgressLine progress) {
    this.progress = progress;
  }

  @Override
  public void note(String text) {
    progress.say("note: " + text);
  }

  @Override
  public void extractionBegun(List<LegacyTable> all, Consistency consistency) {
    tables = all.size();
    if (consistency == Consistency.CONSISTENCY_READ_COMMITTED) {
      note("two tables may show different instants (read committed)");
    }
  }

  @Override
  public void tableBegun(LegacyTable begun, OptionalLong estimated) {
    table++;
    estimatedRows = estimated;
    rowsRead(begun, 0);
  }

  @Override
  public void rowsRead(LegacyTable read, long rows) {
    progress.update(
        () ->
            "table "
                + table
                + " of "
                + tables
                + ", "
                + read.name()
                + ": "
                + rows
                + (estimatedRows.isPresent() ? " of about " + estimatedRows.getAsLong() : "")
                + " rows");
  }
}
