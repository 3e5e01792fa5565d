package com.happypancake.cli.transformation;

import com.google.gson.JsonObject;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.progress.JobDisplay;
import com.happypancake.cli.transformation.TransformFigures.PhaseFigures;
import com.happypancake.transformer.TransformEvent;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows a transform's events in the display of a job. Not thread-safe. */
public final class TransformDisplay implements Consumer<TransformEvent> {

  private final JobDisplay display;
  private final TransformFigures figures;
  private int shown;

  /**
   * Creates a display.
   *
   * @param figures the figures, which must receive each event before this display
   */
  public TransformDisplay(JobDisplay display, TransformFigures figures) {
    this.display = display;
    this.figures = figures;
  }

  @Override
  public void accept(TransformEvent event) {
    if (event instanceof TransformEvent.AbsentTables absent) {
      display.note("the dump is without " + String.join(", ", absent.tables()));
    } else if (event instanceof TransformEvent.Note note) {
      display.note(note.text());
    } else if (event instanceof TransformEvent.Progress) {
      List<PhaseFigures> phases = figures.phases();
      show(phases.subList(0, phases.size() - 1));
      display.tick();
    }
  }

  /** Shows the last phase. Called when the transform is done. */
  public void finished() {
    show(figures.phases());
  }

  private void show(List<PhaseFigures> done) {
    for (PhaseFigures phase : done.subList(Math.min(shown, done.size()), done.size())) {
      display.done("phase-finished", text(phase), json(phase));
      shown++;
    }
  }

  private static String text(PhaseFigures phase) {
    String rows = phase.done().rows() > 0 ? phase.done().rows() + " rows, " : "";
    String events = phase.done().events() > 0 ? phase.done().events() + " events, " : "";
    return String.format(
        Locale.ROOT,
        "%s: %s%s%s in %s",
        phase.name(),
        rows,
        events,
        Quantities.bytes(phase.done().bytes()),
        Quantities.duration(phase.elapsed()));
  }

  /** Returns a phase's figures. Rates are those of this run. */
  static JsonObject json(PhaseFigures phase) {
    JsonObject json = new JsonObject();
    json.addProperty("phase", phase.name());
    add(json, phase, "rows", phase.done().rows(), phase.earlier().rows());
    add(json, phase, "events", phase.done().events(), phase.earlier().events());
    add(json, phase, "bytes", phase.done().bytes(), phase.earlier().bytes());
    json.addProperty("seconds", phase.elapsed().toMillis() / 1e3);
    return json;
  }

  private static void add(
      JsonObject json, PhaseFigures phase, String unit, long done, long earlier) {
    json.addProperty(unit, done);
    if (earlier > 0) {
      json.addProperty(unit + "Earlier", earlier);
    }
    json.addProperty(unit + "PerSecond", Math.round(phase.perSecond(done - earlier)));
  }
}
