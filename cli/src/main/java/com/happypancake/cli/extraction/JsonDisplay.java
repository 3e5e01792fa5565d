package com.happypancake.cli.extraction;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.cli.console.ConstantNames;
import com.happypancake.cli.console.JsonLog;
import com.happypancake.cli.extraction.ExtractionSnapshot.Figures;
import com.happypancake.cli.extraction.ExtractionSnapshot.TableFigures;
import com.happypancake.cli.extraction.ExtractionSnapshot.TableStage;
import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Logs an extraction's events as JSON, and its figures every five seconds. */
public final class JsonDisplay implements ExtractionDisplay {

  private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

  private final JsonLog log;
  private final ExtractionFigures figures;
  private final LongSupplier nanoTime;
  private final boolean quiet;
  private boolean begun;
  private long lastNanos;

  /**
   * Creates a display.
   *
   * @param figures the figures, which must receive each event before this display
   * @param quiet whether to log only notes, retries and pauses
   */
  public JsonDisplay(JsonLog log, ExtractionFigures figures, LongSupplier nanoTime, boolean quiet) {
    this.log = log;
    this.figures = figures;
    this.nanoTime = nanoTime;
    this.quiet = quiet;
  }

  @Override
  public synchronized void tick() {
    long now = nanoTime.getAsLong();
    if (begun && !quiet && now - lastNanos >= INTERVAL_NANOS) {
      lastNanos = now;
      log.event("progress", json(figures.snapshot()));
    }
  }

  @Override
  public synchronized void accept(ExtractionEvent event) {
    if (event instanceof ExtractionEvent.Note note) {
      note(note.text());
    } else if (event instanceof ExtractionEvent.Preparing preparing) {
      JsonObject fields = new JsonObject();
      fields.addProperty("text", preparing.what());
      progress("preparing", fields);
    } else if (event instanceof ExtractionEvent.Started started) {
      started(started);
    } else if (event instanceof ExtractionEvent.TableStarted started) {
      JsonObject fields = table(started.table());
      started.estimatedRows().ifPresent(rows -> fields.addProperty("estimatedRows", rows));
      progress("table-begun", fields);
    } else if (event instanceof ExtractionEvent.RowsRead) {
      tick();
    } else if (event instanceof ExtractionEvent.Retrying retrying) {
      JsonObject fields = table(retrying.table());
      fields.addProperty("failures", retrying.failures());
      fields.addProperty("waitMillis", retrying.delay().toMillis());
      fields.addProperty("text", retrying.what());
      log.event("retrying", fields);
    } else if (event instanceof ExtractionEvent.Paused paused) {
      log.event("paused", paused.reason());
    } else if (event instanceof ExtractionEvent.Resumed) {
      log.event("resumed", new JsonObject());
    } else if (event instanceof ExtractionEvent.TableFinished finished) {
      JsonObject fields = table(finished.table());
      fields.addProperty("rows", finished.rows());
      finished.counted().ifPresent(count -> fields.addProperty("counted", count));
      progress("table-finished", fields);
    }
  }

  private void started(ExtractionEvent.Started started) {
    begun = true;
    lastNanos = nanoTime.getAsLong();
    JsonObject fields = new JsonObject();
    fields.addProperty(
        "consistency", ConstantNames.hyphenated(started.consistency(), "CONSISTENCY_"));
    JsonArray planned = new JsonArray();
    for (ExtractionEvent.PlannedTable each : started.tables()) {
      JsonObject table = table(each.table());
      each.estimatedRows().ifPresent(rows -> table.addProperty("estimatedRows", rows));
      table.addProperty("earlierRows", each.earlierRows());
      planned.add(table);
    }
    fields.add("tables", planned);
    progress("begun", fields);
    noteInstants(started.consistency());
  }

  @Override
  public void note(String text) {
    log.event("note", text);
  }

  private void progress(String event, JsonObject fields) {
    if (!quiet) {
      log.event(event, fields);
    }
  }

  private static JsonObject table(LegacyTable table) {
    JsonObject fields = new JsonObject();
    fields.addProperty("table", table.qualifiedName());
    return fields;
  }

  @Override
  public synchronized void close() {
    if (begun) {
      progress("progress", json(figures.snapshot()));
      begun = false;
    }
  }

  /** Returns the figures as JSON, without unknown ones. */
  private static JsonObject json(ExtractionSnapshot now) {
    JsonObject fields = new JsonObject();
    add(fields, now.all());
    fields.addProperty("tablesDone", now.tablesDone());
    fields.addProperty("tables", now.tables());
    now.paused().ifPresent(why -> fields.addProperty("paused", why));
    JsonArray underWay = new JsonArray();
    for (TableFigures each : now.underWay()) {
      JsonObject table = new JsonObject();
      table.addProperty("table", each.table());
      table.addProperty("stage", ConstantNames.words(each.stage()));
      if (each.stage() == TableStage.COMPARING) {
        table.addProperty("comparedKeys", each.comparedKeys());
      }
      each.waiting().ifPresent(what -> table.addProperty("waiting", what));
      add(table, each.figures());
      underWay.add(table);
    }
    fields.add("underWay", underWay);
    return fields;
  }

  private static void add(JsonObject fields, Figures figures) {
    fields.addProperty("rows", figures.rows());
    figures.estimatedRows().ifPresent(rows -> fields.addProperty("estimatedRows", rows));
    fields.addProperty("bytes", figures.bytes());
    figures
        .rowsPerSecond()
        .ifPresent(rate -> fields.addProperty("rowsPerSecond", Math.round(rate * 10) / 10.0));
    figures
        .remaining()
        .ifPresent(rest -> fields.addProperty("remainingSeconds", rest.toMillis() / 1e3));
  }
}
