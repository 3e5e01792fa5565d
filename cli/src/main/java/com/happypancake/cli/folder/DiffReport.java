package com.happypancake.cli.folder;

import com.google.gson.stream.JsonWriter;
import com.happypancake.cli.console.Output;
import com.happypancake.cli.console.Table;
import com.happypancake.inspect.diff.DiffCounts;
import com.happypancake.inspect.diff.DiffListener;
import com.happypancake.inspect.diff.DiffRecord;
import com.happypancake.inspect.diff.DiffSide;
import com.happypancake.inspect.diff.FieldDifference;
import com.happypancake.inspect.text.Projection;
import com.happypancake.inspect.text.RecordFormatter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints what differs between two folders. */
final class DiffReport {

  private final Output out;
  private final RecordFormatter formats;
  private final ReportFormat format;
  private final boolean values;
  private final Table table = new Table("TABLE", "REMOVED", "ADDED", "CHANGED", "EQUAL");

  DiffReport(Output out, RecordFormatter formats, ReportFormat format, boolean values) {
    this.out = out;
    this.formats = formats;
    this.format = format;
    this.values = values;
  }

  /** Returns what prints the differences of a table. */
  DiffListener table(String name, DiffSide before, DiffSide after) {
    return new DiffListener() {
      @Override
      public void removed(DiffRecord record) throws IOException {
        print(name, before, "removed", record, List.of());
      }

      @Override
      public void added(DiffRecord record) throws IOException {
        print(name, after, "added", record, List.of());
      }

      @Override
      public void changed(DiffRecord one, DiffRecord other, List<FieldDifference> differences)
          throws IOException {
        print(name, before, "changed", one, differences);
      }
    };
  }

  private void print(
      String name,
      DiffSide side,
      String change,
      DiffRecord record,
      List<FieldDifference> differences)
      throws IOException {
    Optional<String> whole =
        values && differences.isEmpty()
            ? Optional.of(formats.readable(side.parse(record), Projection.all()))
            : Optional.empty();
    out.line(
        format == ReportFormat.JSON
            ? json(name, side, change, record, differences, whole)
            : text(name, side, change, record, differences) + whole.map(" "::concat).orElse(""));
  }

  private String text(
      String name,
      DiffSide side,
      String change,
      DiffRecord record,
      List<FieldDifference> differences) {
    String which = side.hasKey() ? printable(record.key()) : place(record);
    String fields =
        differences.stream().map(this::text).collect(Collectors.joining(", ", ": ", ""));
    return change + " " + name + " " + which + (differences.isEmpty() ? "" : fields);
  }

  private String text(FieldDifference difference) {
    return values
        ? difference.name()
            + " "
            + difference.before().orElse("null")
            + " -> "
            + difference.after().orElse("null")
        : difference.name();
  }

  private static String place(DiffRecord record) {
    return "record " + record.place().ordinal() + " of " + record.place().part();
  }

  /** A key may be a text, and that may hold what moves a terminal's cursor. */
  private static String printable(String key) {
    return key.codePoints()
        .mapToObj(
            each ->
                Character.isISOControl(each)
                    ? String.format(Locale.ROOT, "\\u%04x", each)
                    : Character.toString(each))
        .collect(Collectors.joining());
  }

  private String json(
      String name,
      DiffSide side,
      String change,
      DiffRecord record,
      List<FieldDifference> differences,
      Optional<String> whole)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setHtmlSafe(false);
      json.beginObject().name("change").value(change).name("table").value(name);
      if (side.hasKey()) {
        json.name("key").value(record.key());
      } else {
        json.name("part").value(record.place().part());
        json.name("ordinal").value(record.place().ordinal());
      }
      if (!differences.isEmpty()) {
        json.name("fields").beginArray();
        for (FieldDifference difference : differences) {
          write(json, difference);
        }
        json.endArray();
      }
      if (whole.isPresent()) {
        json.name("record").jsonValue(whole.get());
      }
      json.endObject();
    }
    return text.toString();
  }

  private void write(JsonWriter json, FieldDifference difference) throws IOException {
    json.beginObject().name("name").value(difference.name());
    if (values) {
      json.name("before").jsonValue(difference.before().orElse("null"));
      json.name("after").jsonValue(difference.after().orElse("null"));
    }
    json.endObject();
  }

  /** Prints how many records of a table differ; as text, with the summary. */
  void counts(String name, DiffCounts counts) throws IOException {
    if (format == ReportFormat.TEXT) {
      table.add(name, counts.removed(), counts.added(), counts.changed(), counts.equal());
      return;
    }
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setHtmlSafe(false);
      json.beginObject().name("table").value(name);
      json.name("removed").value(counts.removed()).name("added").value(counts.added());
      json.name("changed").value(counts.changed()).name("equal").value(counts.equal());
      json.endObject();
    }
    out.line(text.toString());
  }

  /** Prints the counts of all tables. */
  void summary(DiffCounts total) throws IOException {
    if (format == ReportFormat.TEXT) {
      counts("total", total);
      table.print(out);
    }
  }
}
