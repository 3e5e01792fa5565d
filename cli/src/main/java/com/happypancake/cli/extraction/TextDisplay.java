package com.happypancake.cli.extraction;

import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.console.ProgressBars;
import com.happypancake.cli.console.ProgressBlock;
import com.happypancake.cli.extraction.ProgressText.TableBars;
import com.happypancake.extractor.ExtractionEvent;
import java.util.List;
import java.util.Locale;

/** Shows an extraction as text: bars on a terminal, elsewhere a line every few seconds. */
public final class TextDisplay implements ExtractionDisplay {

  private final ProgressBlock block;
  private final ProgressBars bars;
  private final TableBars tables;
  private final ExtractionFigures figures;
  private volatile String preparing = "";
  private volatile boolean begun;

  /**
   * Creates a display.
   *
   * @param figures the figures, which must receive each event before this display
   * @param quiet whether to show only notes
   */
  public TextDisplay(CommandContext context, ExtractionFigures figures, boolean quiet) {
    this.block = new ProgressBlock(context.console(), context.clock(), context.nanoTime(), quiet);
    this.bars = new ProgressBars(context.console().columns());
    this.tables = new TableBars(bars, context.console().terminal().rows());
    this.figures = figures;
  }

  @Override
  public void tick() {
    if (begun) {
      block.update(
          () -> tables.lines(figures.snapshot()), () -> ProgressText.line(figures.snapshot()));
    } else if (!preparing.isEmpty()) {
      block.update(() -> List.of(bars.cut(preparing)), () -> preparing);
    }
  }

  @Override
  public void accept(ExtractionEvent event) {
    if (event instanceof ExtractionEvent.Note note) {
      note(note.text());
    } else if (event instanceof ExtractionEvent.Preparing prepares) {
      preparing = prepares.what() + " …";
      tick();
    } else if (event instanceof ExtractionEvent.Started started) {
      noteInstants(started.consistency());
      figures.doneBefore().forEach(table -> block.done(ProgressText.done(table) + ", read before"));
      begun = true;
    } else if (event instanceof ExtractionEvent.RowsRead) {
      tick();
    } else if (event instanceof ExtractionEvent.Retrying retrying) {
      note(
          String.format(
              Locale.ROOT,
              "failure %d of a chunk, which is read again in %d ms: %s",
              retrying.failures(),
              retrying.delay().toMillis(),
              retrying.what()));
    } else if (event instanceof ExtractionEvent.Paused paused) {
      note("paused: " + paused.reason());
    } else if (event instanceof ExtractionEvent.Resumed) {
      note("goes on");
    } else if (event instanceof ExtractionEvent.TableFinished finished) {
      block.done(ProgressText.done(figures.table(finished.table())));
      tick();
    }
  }

  @Override
  public void note(String text) {
    block.say("note: " + text);
  }

  @Override
  public void close() {
    begun = false;
    preparing = "";
    block.close();
  }
}
