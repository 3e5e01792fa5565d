package com.happypancake.cli.folder;

import com.google.gson.stream.JsonWriter;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Table;
import com.happypancake.cli.folder.FolderCommand.PartCommand;
import com.happypancake.inspect.ColumnStatistics;
import com.happypancake.inspect.FolderStatistics;
import com.happypancake.inspect.FolderStatistics.TableStatistics;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.text.RecordField;
import com.happypancake.inspect.text.RecordFormatter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stats}: prints statistics of each table's columns. */
@Command(
    name = "stats",
    header = "Show statistics of each column: number, least, greatest and longest value, and size.",
    description = {
      "Reads every record. The least and greatest values are people's data: mind where they go.",
      "",
      "COUNT is how many records have a value, NULLS how many have none. MIN and MAX order texts by"
          + " their characters' codes. LONGEST is in characters of UTF-16, as nvarchar counts them;"
          + " of binary columns in bytes. COMPRESSED is the size of the column's values alone,"
          + " deflated at level 1 in pieces of 64 KiB: compare columns by it; it is not their part"
          + " of the file. The sizes of a table are those of its stream and of its files."
    },
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} stats ${PARENT-COMMAND-NAME}/fi",
      "  hpc dumps stats dumps/fi Messages",
      "  hpc events stats events/fi message-sent --format json | jq .columns"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class StatsCommand extends PartCommand {

  private static final int VALUE_CHARACTERS = 40;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, or json: an object for each table, one in a line. Default: text.")
  private OutputFormat format;

  private RecordFormatter formatter;

  @Override
  protected void run() throws IOException, InterruptedException {
    formatter = new RecordFormatter();
    Query query = Query.of(open(), part());
    noteDeletedKeys(query);
    List<TableStatistics> tables;
    try (ProgressLine progress = progress()) {
      tables = FolderStatistics.read(query, progress.reading("reading"));
    }
    for (TableStatistics table : tables) {
      if (format == OutputFormat.JSON) {
        output().json(json -> write(json, table));
      } else {
        if (table != tables.get(0)) {
          output().line("");
        }
        print(table);
      }
    }
  }

  private void print(TableStatistics table) throws IOException {
    print(
        "%s: %d records, %d bytes%s",
        table.name(),
        table.records(),
        table.bytes(),
        table.fileBytes().isPresent() ? ", " + table.fileBytes().getAsLong() + " compressed" : "");
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
    columns.print(output());
  }

  /** Returns a value as JSON, which escapes control characters. Truncates long values. */
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
