package com.happypancake.cli.folder;

import com.google.gson.stream.JsonWriter;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.ConstantNames;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Table;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.ReadListener;
import com.happypancake.inspect.diff.DiffSide;
import com.happypancake.inspect.diff.DiffSide.DiffRecord;
import com.happypancake.inspect.diff.FolderDiff;
import com.happypancake.inspect.diff.FolderDiff.DiffCounts;
import com.happypancake.inspect.diff.FolderDiff.DiffListener;
import com.happypancake.inspect.diff.FolderDiff.RecordDifference;
import com.happypancake.inspect.diff.FolderDiff.RecordDifference.FieldChange;
import com.happypancake.inspect.text.Projection;
import com.happypancake.inspect.text.RecordFormatter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: compares two folders. */
@Command(
    name = "diff",
    header = "Compare two folders record by record, by key.",
    description = {
      "Prints a line for each record that A alone has (removed), that B alone has (added), or that"
          + " differs (changed, with the names of the fields), then counts for each table. Exits"
          + " with 0 only if all records are equal, else with 3.",
      "",
      "Rows have their primary key, events their id; records without a key are compared whole."
          + " Parts whose content has the same checksum are not read. The schemas may differ:"
          + " fields are compared by name, and a field that only A or B has differs if it is set."
          + " Keys are printed, values only by --values: both are people's data."
    },
    footer = {
      "  hpc dumps diff dumps/fi-monday dumps/fi-tuesday",
      "  hpc dumps diff dumps/fi-monday dumps/fi-tuesday Members --values",
      "  hpc events diff events/fi-1 events/fi-2 --format json | jq .table"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class DiffCommand extends Subcommand {

  @Parameters(index = "0", paramLabel = "A", description = "A finished folder.")
  private Path before;

  @Parameters(index = "1", paramLabel = "B", description = "Another one.")
  private Path after;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "TABLE",
      description = "A table or a part; without it, all.")
  private @Nullable String only;

  @Option(
      names = "--values",
      description = "Print the values that differ too, and the records that are added or removed.")
  private boolean values;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, or json: an object in a line. Default: text.")
  private OutputFormat format;

  private RecordFormatter formatter;
  private final Table table = new Table("TABLE", "REMOVED", "ADDED", "CHANGED", "EQUAL");

  @Override
  protected void run() throws IOException, CommandException, InterruptedException {
    formatter = new RecordFormatter();
    Dump one = Dump.open(before);
    FolderDiff diff = new FolderDiff(one, Dump.open(after), Optional.ofNullable(only));
    DiffCounts total = DiffCounts.NONE;
    for (String name : diff.tables()) {
      DiffCounts counts;
      try (ProgressLine progress = progress()) {
        counts = diff.compare(name, listener(name, progress));
      }
      print(name, counts);
      total = total.plus(counts);
    }
    if (format == OutputFormat.TEXT) {
      print("total", total);
      table.print(output());
    }
    if (!total.isEqual()) {
      throw CommandException.format(
          ExitCode.DATA,
          "%s and %s differ: %d removed, %d added, %d changed",
          before,
          after,
          total.removed(),
          total.added(),
          total.changed());
    }
  }

  private DiffListener listener(String name, ProgressLine progress) {
    return new DiffListener() {
      @Override
      public void difference(RecordDifference difference) throws IOException {
        print(name, difference);
      }

      @Override
      public ReadListener walk(int number, DiffSide side) {
        String again = number == 1 ? "" : ", walk " + number;
        return progress.reading("comparing " + side.dump().folder() + again);
      }
    };
  }

  private void print(String name, RecordDifference difference) throws IOException {
    Optional<String> whole =
        values && difference.fields().isEmpty()
            ? Optional.of(formatter.readable(difference.record().parse(), Projection.all()))
            : Optional.empty();
    if (format == OutputFormat.JSON) {
      output().json(json -> write(json, name, difference, whole));
    } else {
      output().line(text(name, difference) + whole.map(" "::concat).orElse(""));
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

  /** Escapes control characters, which could move a terminal's cursor. */
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

  /** Prints a table's counts as JSON, or adds them to the summary that is printed as text. */
  private void print(String name, DiffCounts counts) throws IOException {
    if (format == OutputFormat.TEXT) {
      table.add(name, counts.removed(), counts.added(), counts.changed(), counts.equal());
      return;
    }
    output()
        .json(
            json -> {
              json.name("table").value(name);
              json.name("removed").value(counts.removed()).name("added").value(counts.added());
              json.name("changed").value(counts.changed()).name("equal").value(counts.equal());
            });
  }
}
