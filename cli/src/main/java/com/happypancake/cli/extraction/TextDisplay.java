package com.happypancake.cli.extraction;

import com.happypancake.cli.console.Console;
import com.happypancake.cli.console.ProgressBlock;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Shows an extraction to people: bars on a terminal, a line every few seconds elsewhere. */
public final class TextDisplay implements ExtractionDisplay {

  private final ProgressBlock block;
  private final ProgressBars bars;
  private final ExtractionFigures figures;
  private volatile boolean begun;

  /**
   * A display.
   *
   * @param figures told of each event before this is
   * @param nanoTime the time, in nanoseconds from any origin
   * @param quiet whether to show notes alone
   */
  public TextDisplay(
      Console console, ExtractionFigures figures, LongSupplier nanoTime, boolean quiet) {
    this.block = new ProgressBlock(console, nanoTime, quiet);
    this.bars = new ProgressBars(console.columns(), console.rows());
    this.figures = figures;
  }

  @Override
  public void tick() {
    if (begun) {
      block.update(
          () -> bars.lines(figures.snapshot()), () -> ProgressText.line(figures.snapshot()));
    }
  }

  @Override
  public void note(String text) {
    block.say("note: " + text);
  }

  @Override
  public void extractionBegun(List<LegacyTable> tables, Consistency consistency) {
    noteInstants(consistency);
    figures.doneBefore().forEach(table -> block.done(ProgressText.done(table) + ", read before"));
    begun = true;
  }

  @Override
  public void rowsRead(LegacyTable table, long rows, long bytes) {
    tick();
  }

  @Override
  public void retrying(LegacyTable table, int failures, Duration wait, String what) {
    note(
        String.format(
            Locale.ROOT,
            "failure %d of a chunk, which is read again in %d ms: %s",
            failures,
            wait.toMillis(),
            what));
  }

  @Override
  public void paused(String why) {
    note("paused: " + why);
  }

  @Override
  public void resumed() {
    note("goes on");
  }

  @Override
  public void tableFinished(LegacyTable table, long rows, OptionalLong counted) {
    block.done(ProgressText.done(figures.table(table)));
    tick();
  }

  @Override
  public void close() {
    begun = false;
    block.close();
  }
}
