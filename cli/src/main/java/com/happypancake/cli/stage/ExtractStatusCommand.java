package com.happypancake.cli.stage;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.cli.console.ConstantNames;
import com.happypancake.cli.console.Table;
import com.happypancake.extractor.state.ExtractionStatus;
import com.happypancake.extractor.state.ExtractionStatus.Origin;
import com.happypancake.extractor.state.ExtractionStatus.Size;
import com.happypancake.extractor.state.ExtractionStatus.TableStatus;
import com.happypancake.extractor.state.ExtractionStatus.TableStatus.Progress;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Source;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hpc extract status}: shows the state of an extraction. */
@Command(
    name = "status",
    header = "Show how far an extraction is.",
    description =
        "Reads only the folder's state, and disturbs no run. Counts finished chunks, which a"
            + " resumed run does not read again.",
    footer = {
      "  hpc extract status dumps/fi",
      "  hpc extract status dumps/fi --json",
      "  watch -n 10 ./hpc extract status dumps/fi"
    })
final class ExtractStatusCommand extends ExtractionFolderCommand {

  @Option(names = "--json", order = 60, description = "Print it for programs.")
  private boolean asJson;

  @Override
  protected void run() throws IOException {
    ExtractionStatus status = ExtractionStatus.of(folder());
    if (asJson) {
      output().line(json(status));
    } else {
      print(status);
    }
  }

  private void print(ExtractionStatus status) throws IOException {
    print("%s: %s", folder(), headline(status));
    if (status.origin().isEmpty()) {
      return;
    }
    Origin origin = status.origin().get();
    Source source = origin.source();
    print(
        "source       %s%s%s%s",
        source.getProduct(),
        named(" ", source.getVersion()),
        named(", server ", source.getServer()),
        named(", database ", source.getDatabase()));
    print("consistency  %s", name(origin.consistency()));
    if (origin.begun().isPresent()) {
      print("begun        %s by the source's clock", origin.begun().get());
    }
    output().line("");
    tables(status.tables()).print(output());
  }

  /** Returns a name after a text; empty if the source has no such name. */
  private static String named(String before, String name) {
    return name.isEmpty() ? "" : before + name;
  }

  private String headline(ExtractionStatus status) {
    return switch (status.phase()) {
      case BEGINNING -> "a run writes to it, and has not found out yet what it will read";
      case RUNNING -> status.paused() ? "running, and paused" : "running";
      case STOPPED ->
          (status.paused() ? "stopped, and paused" : "stopped")
              + "; the same hpc extract with --resume goes on"
              + (status.paused() ? " after hpc extract continue " + folder() : "");
      case FINISHED -> "finished";
    };
  }

  private static Table tables(List<TableStatus> tables) {
    Table table = new Table("TABLE", "STATE", "CHUNKS", "ROWS", "OF ABOUT", "BYTES");
    for (TableStatus each : tables) {
      table.add(
          each.table(),
          ConstantNames.words(each.progress()),
          chunks(each),
          each.size().rows(),
          text(each.size().estimatedRows()),
          each.size().bytes());
    }
    long finished = tables.stream().filter(each -> each.progress() == Progress.FINISHED).count();
    return table.add(
        "total",
        finished + " of " + tables.size(),
        "",
        sum(tables, Size::rows),
        text(estimatedRows(tables)),
        sum(tables, Size::bytes));
  }

  private static String chunks(TableStatus table) {
    if (table.chunks().isEmpty()) {
      return "-";
    }
    OptionalInt all = table.chunks().get().inAll();
    return table.chunks().get().done()
        + " of "
        + (all.isPresent() ? Integer.toString(all.getAsInt()) : "?");
  }

  private static String text(OptionalLong figure) {
    return figure.isPresent() ? Long.toString(figure.getAsLong()) : "-";
  }

  private static long sum(List<TableStatus> tables, ToLongFunction<Size> figure) {
    return tables.stream().map(TableStatus::size).mapToLong(figure).sum();
  }

  /** Returns the estimated rows of all tables; empty if some table has no estimate. */
  private static OptionalLong estimatedRows(List<TableStatus> tables) {
    return tables.stream().allMatch(table -> table.size().estimatedRows().isPresent())
        ? OptionalLong.of(sum(tables, size -> size.estimatedRows().orElseThrow()))
        : OptionalLong.empty();
  }

  private static String name(Consistency consistency) {
    return ConstantNames.hyphenated(consistency, "CONSISTENCY_");
  }

  /** Returns the status as JSON without unknown figures. */
  private static String json(ExtractionStatus status) {
    JsonObject json = new JsonObject();
    json.addProperty("state", status.phase().name());
    json.addProperty("paused", status.paused());
    status.origin().ifPresent(origin -> addOrigin(json, origin));
    JsonArray tables = new JsonArray();
    status.tables().forEach(table -> tables.add(json(table)));
    json.add("tables", tables);
    json.addProperty("rows", sum(status.tables(), Size::rows));
    json.addProperty("bytes", sum(status.tables(), Size::bytes));
    estimatedRows(status.tables()).ifPresent(rows -> json.addProperty("estimatedRows", rows));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
  }

  private static void addOrigin(JsonObject json, Origin origin) {
    JsonObject source = new JsonObject();
    addName(source, "product", origin.source().getProduct());
    addName(source, "version", origin.source().getVersion());
    addName(source, "server", origin.source().getServer());
    addName(source, "database", origin.source().getDatabase());
    json.add("source", source);
    json.addProperty("consistency", name(origin.consistency()));
    origin.begun().ifPresent(time -> json.addProperty("begun", time.toString()));
  }

  private static void addName(JsonObject json, String key, String name) {
    if (!name.isEmpty()) {
      json.addProperty(key, name);
    }
  }

  private static JsonObject json(TableStatus table) {
    JsonObject json = new JsonObject();
    json.addProperty("table", table.table());
    json.addProperty("state", table.progress().name());
    table.chunks().ifPresent(chunks -> json.addProperty("chunksDone", chunks.done()));
    table.chunks().stream()
        .flatMapToInt(chunks -> chunks.inAll().stream())
        .forEach(chunks -> json.addProperty("chunks", chunks));
    json.addProperty("rows", table.size().rows());
    json.addProperty("bytes", table.size().bytes());
    table.size().estimatedRows().ifPresent(rows -> json.addProperty("estimatedRows", rows));
    return json;
  }
}
