package com.happypancake.cli.folder;

import com.google.gson.stream.JsonWriter;
import com.happypancake.cli.console.ConstantNames;
import com.happypancake.cli.console.Output;
import com.happypancake.cli.console.OutputFormat;
import com.happypancake.cli.console.Table;
import com.happypancake.inspect.diff.DiffCounts;
import com.happypancake.inspect.diff.DiffRecord;
import com.happypancake.inspect.diff.RecordDifference;
import com.happypancake.inspect.diff.RecordDifference.FieldChange;
import com.happypancake.inspect.text.Projection;
import com.happypancake.inspect.text.RecordFormatter;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints the differences of two folders. */
final class DiffPrinter {

  private final Output out;
  private final OutputFormat format;
  private final boolean values;
  private final RecordFormatter formatter = new RecordFormatter();
  private final Table table = new Table("TABLE", "REMOVED", "ADDED", "CHANGED", "EQUAL");

  /**
   * A printer.
   *
   * @param values whether to print values too
   */
  DiffPrinter(Output out, OutputFormat format, boolean values) {
    this.out = out;
    this.format = format;
    this.values = values;
  }

  void print(String name, RecordDifference difference) throws IOException {
    Optional<String> whole =
        values && difference.fields().isEmpty()
            ? Optional.of(formatter.readable(difference.record().parse(), Projection.all()))
            : Optional.empty();
    if (format == OutputFormat.JSON) {
      out.json(json -> write(json, name, difference, whole));
    } else {
      out.line(text(name, difference) + whole.map(" "::concat).orElse(""));
    }
  }

  private String text(String name, RecordDifference difference) {
    DiffRecord record = difference.record();
    String which =
        record.side().hasKey()
            ? printable(record.key())
            : "record " + record.ordinal() + " of " + record.part();
    String fields =
        difference.fields().stream().map(this::text).collect(Collectors.joining(", ", ": ", ""));
    return String.format(
        Locale.ROOT,
        "%s %s %s%s",
        ConstantNames.words(difference.kind()),
        name,
        which,
        difference.fields().isEmpty() ? "" : fields);
  }

  private String text(FieldChange field) {
    return values
        ? String.format(
            Locale.ROOT,
            "%s %s -> %s",
            field.name(),
            field.before().orElse("null"),
            field.after().orElse("null"))
        : field.name();
  }

  /** A key may be a text with control characters, which could move a terminal's cursor. */
  private static String printable(String key) {
    return key.codePoints()
        .mapToObj(
            each ->
                Character.isISOControl(each)
                    ? String.format(Locale.ROOT, "\\u%04x", each)
                    : Character.toString(each))
        .collect(Collectors.joining());
  }

  private void write(
      JsonWriter json, String name, RecordDifference difference, Optional<String> whole)
      throws IOException {
    json.name("change").value(ConstantNames.words(difference.kind())).name("table").value(name);
    DiffRecord record = difference.record();
    if (record.side().hasKey()) {
      json.name("key").value(record.key());
    } else {
      json.name("part").value(record.part()).name("ordinal").value(record.ordinal());
    }
    if (!difference.fields().isEmpty()) {
      json.name("fields").beginArray();
      for (FieldChange field : difference.fields()) {
        json.beginObject().name("name").value(field.name());
        if (values) {
          json.name("before").jsonValue(field.before().orElse("null"));
          json.name("after").jsonValue(field.after().orElse("null"));
        }
        json.endObject();
      }
      json.endArray();
    }
    if (whole.isPresent()) {
      json.name("record").jsonValue(whole.get());
    }
  }

  /** Prints the counts of a table; as text they are printed with the summary. */
  void counts(String name, DiffCounts counts) throws IOException {
    if (format == OutputFormat.TEXT) {
      table.add(name, counts.removed(), counts.added(), counts.changed(), counts.equal());
      return;
    }
    out.json(
        json -> {
          json.name("table").value(name);
          json.name("removed").value(counts.removed()).name("added").value(counts.added());
          json.name("changed").value(counts.changed()).name("equal").value(counts.equal());
        });
  }

  /** Prints the counts of all tables. */
  void summary(DiffCounts total) throws IOException {
    if (format == OutputFormat.TEXT) {
      counts("total", total);
      table.print(out);
    }
  }
}
