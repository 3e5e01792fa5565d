package com.happypancake.cli.extraction;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.cli.console.ConstantNames;

/** Figures as JSON; a number that is not known has no field. */
final class ProgressJson {

  private ProgressJson() {}

  static JsonObject of(ExtractionSnapshot now) {
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
