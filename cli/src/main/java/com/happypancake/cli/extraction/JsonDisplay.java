package com.happypancake.cli.extraction;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.cli.console.ConstantNames;
import com.happypancake.cli.console.JsonLog;
import com.happypancake.extractor.PlannedTable;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Logs an extraction as JSON: an event for whatever happens, and the figures every few seconds. */
public final class JsonDisplay implements ExtractionDisplay {

  private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

  private final JsonLog log;
  private final ExtractionFigures figures;
  private final LongSupplier nanoTime;
  private final boolean quiet;
  private List<PlannedTable> outlook = List.of();
  private boolean begun;
  private long lastNanos;

  /**
   * A display.
   *
   * @param figures told of each event before this is
   * @param nanoTime the time, in nanoseconds from any origin
   * @param quiet whether to log notes, failures and pauses alone
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
      log.event("progress", ProgressJson.of(figures.snapshot()));
    }
  }

  @Override
  public void note(String text) {
    log.event("note", text);
  }

  @Override
  public synchronized void planned(List<PlannedTable> tables) {
    outlook = List.copyOf(tables);
  }

  @Override
  public synchronized void extractionBegun(List<LegacyTable> tables, Consistency consistency) {
    begun = true;
    lastNanos = nanoTime.getAsLong();
    JsonObject fields = new JsonObject();
    fields.addProperty("consistency", ConstantNames.hyphenated(consistency, "CONSISTENCY_"));
    JsonArray planned = new JsonArray();
    for (PlannedTable each : outlook) {
      JsonObject table = table(each.table());
      each.estimatedRows().ifPresent(rows -> table.addProperty("estimatedRows", rows));
      table.addProperty("earlierRows", each.earlierRows());
      planned.add(table);
    }
    fields.add("tables", planned);
    progress("begun", fields);
    noteInstants(consistency);
  }

  @Override
  public void tableBegun(LegacyTable table, OptionalLong estimatedRows) {
    JsonObject fields = table(table);
    estimatedRows.ifPresent(rows -> fields.addProperty("estimatedRows", rows));
    progress("table-begun", fields);
  }

  @Override
  public void rowsRead(LegacyTable table, long rows, long bytes) {
    tick();
  }

  @Override
  public void retrying(LegacyTable table, int failures, Duration wait, String what) {
    JsonObject fields = table(table);
    fields.addProperty("failures", failures);
    fields.addProperty("waitMillis", wait.toMillis());
    fields.addProperty("text", what);
    log.event("retrying", fields);
  }

  @Override
  public void paused(String why) {
    log.event("paused", why);
  }

  @Override
  public void resumed() {
    log.event("resumed", new JsonObject());
  }

  @Override
  public void tableFinished(LegacyTable table, long rows, OptionalLong counted) {
    JsonObject fields = table(table);
    fields.addProperty("rows", rows);
    counted.ifPresent(count -> fields.addProperty("counted", count));
    progress("table-finished", fields);
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

  /** Logs how far it came in the end. */
  @Override
  public synchronized void close() {
    if (begun) {
      progress("progress", ProgressJson.of(figures.snapshot()));
      begun = false;
    }
  }
}
