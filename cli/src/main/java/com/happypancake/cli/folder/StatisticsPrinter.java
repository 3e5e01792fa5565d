package com.happypancake.cli.folder;

import com.google.gson.stream.JsonWriter;
import com.happypancake.cli.console.Output;
import com.happypancake.cli.console.OutputFormat;
import com.happypancake.cli.console.Table;
import com.happypancake.inspect.stats.ColumnStatistics;
import com.happypancake.inspect.stats.TableStatistics;
import com.happypancake.inspect.text.RecordField;
import com.happypancake.inspect.text.RecordFormatter;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Prints the statistics of tables. */
final class StatisticsPrinter {

  private static final int VALUE_CHARACTERS = 40;

  private final Output out;
  private final RecordFormatter formatter = new RecordFormatter();
  private final OutputFormat format;
  private boolean printed;

  StatisticsPrinter(Output out, OutputFormat format) {
    this.out = out;
    this.format = format;
  }

  void print(TableStatistics table) throws IOException {
    if (format == OutputFormat.JSON) {
      out.json(json -> write(json, table));
      return;
    }
    if (printed) {
      out.line("");
    }
    printed = true;
    out.line(
        String.format(
            Locale.ROOT,
            "%s: %d records, %d bytes%s",
            table.name(),
            table.records(),
            table.bytes(),
            table.fileBytes().isPresent()
                ? ", " + table.fileBytes().getAsLong() + " compressed"
                : ""));
    Table columns = new Table("COLUMN", "COUNT", "NULLS", "MIN", "MAX", "LONGEST", "COMPRESSED");
    for (ColumnStatistics column : table.columns()) {
      columns.add(
          column.field().name(),
          column.count(),
          table.records() - column.count(),
          text(column.field(), column.least()),
          text(column.field(), column.greatest()),
          column.longest().isPresent() ? column.longest().getAsInt() : "-",
          column.deflatedBytes());
    }
    columns.print(out);
  }

  /** Returns a value as JSON, which escapes control characters. */
  private String text(RecordField field, Optional<Object> value) {
    if (value.isEmpty()) {
      return "-";
    }
    String json = formatter.json(field.leaf(), value.get());
    return json.length() <= VALUE_CHARACTERS
        ? json
        : json.substring(0, json.offsetByCodePoints(0, VALUE_CHARACTERS / 2)) + "…";
  }

  private void write(JsonWriter json, TableStatistics table) throws IOException {
    json.name("table").value(table.name());
    json.name("records").value(table.records()).name("bytes").value(table.bytes());
    if (table.fileBytes().isPresent()) {
      json.name("compressedBytes").value(table.fileBytes().getAsLong());
    }
    json.name("columns").beginArray();
    for (ColumnStatistics column : table.columns()) {
      write(json, column, table.records());
    }
    json.endArray();
  }

  private void write(JsonWriter json, ColumnStatistics column, long records) throws IOException {
    RecordField field = column.field();
    json.beginObject().name("name").value(field.name());
    json.name("count").value(column.count()).name("nulls").value(records - column.count());
    if (column.least().isPresent() && column.greatest().isPresent()) {
      json.name("min").jsonValue(formatter.json(field.leaf(), column.least().get()));
      json.name("max").jsonValue(formatter.json(field.leaf(), column.greatest().get()));
    }
    if (column.longest().isPresent()) {
      json.name("longest").value(column.longest().getAsInt());
    }
    json.name("compressedBytes").value(column.deflatedBytes()).endObject();
  }
}
