package com.happypancake.cli.folder;

import com.google.protobuf.Descriptors.Descriptor;
import com.happypancake.cli.CommandContext;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Table;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.inspect.export.ExportFile;
import com.happypancake.inspect.export.ExportFolder;
import com.happypancake.inspect.query.EventColumns;
import com.happypancake.inspect.query.PartSelection;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.query.QueryCursor;
import com.happypancake.inspect.text.RecordFormat;
import com.happypancake.inspect.text.RecordFormatter;
import com.happypancake.inspect.text.RecordLines;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export}: the records that match, a file for each table or type of events. */
@Command(
    name = "export",
    header = "Write the records that match to files, one for each table or type of events.",
    description = {
      "Writes Messages.jsonl or Messages.csv for a table, message-sent.jsonl for a type of events."
          + " The files hold people's data, and only you can read them. They have their names when"
          + " all are written; a run that fails leaves nothing. The formats are those of cat."
    },
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} export ${PARENT-COMMAND-NAME}/fi --out plain/fi",
      "  hpc dumps export dumps/fi Messages --format csv --out plain/messages",
      "  hpc events export events/fi --member 17 --out plain/member-17"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class ExportCommand extends PartCommand {

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  @Option(
      names = "--out",
      required = true,
      order = 1,
      paramLabel = "FOLDER",
      description = "A folder to make; one that is there is taken only if it is empty.")
  private Path out;

  @Mixin private RecordOptions records;
  @Mixin private PrintOptions print;

  private final RecordFormatter formats = new RecordFormatter();
  private final Map<ExportFile, RecordLines> lines = new HashMap<>();

  ExportCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected Optional<Path> target() {
    return Optional.of(out);
  }

  @Override
  protected ExitCode run() throws IOException, CommandException, InterruptedException {
    Query query = records.query(open(), part());
    for (Descriptor message : query.messages()) {
      print.lines(query, message, query.events().types(), RecordFormat.JSON, formats);
    }
    try (ExportFolder folder = new ExportFolder(out);
        ProgressLine progress = progress();
        QueryCursor cursor =
            new QueryCursor(query, formats, new VerifyProgress(progress, "exporting"))) {
      DeletedKeys.note(progress, query);
      for (Part part : query.parts()) {
        if (!EventColumns.isEnvelope(query.dump().descriptor(part))) {
          file(folder, query, PartSelection.series(part), part, Set.of());
        }
      }
      while (cursor.advance()) {
        ExportFile file = file(folder, query, cursor);
        RecordLines writes = lines.get(file);
        if (writes != null) {
          file.record(writes.line().apply(cursor.message()));
        }
      }
      folder.publish();
      report(folder);
    }
    return ExitCode.OK;
  }

  private ExportFile file(ExportFolder folder, Query query, QueryCursor cursor)
      throws IOException, CommandException {
    Part part = cursor.part();
    if (!EventColumns.isEnvelope(cursor.message().getDescriptorForType())) {
      return file(folder, query, PartSelection.series(part), part, Set.of());
    }
    String type = cursor.type();
    if (!FILE_NAME.matcher(type).matches()) {
      throw new CommandException(
          ExitCode.DATA,
          query.dump().folder() + ": a type of events is no name for a file: '" + type + "'");
    }
    return file(folder, query, type, part, Set.of(type));
  }

  private ExportFile file(
      ExportFolder folder, Query query, String name, Part part, Set<String> types)
      throws IOException, CommandException {
    String fileName = name + print.format(RecordFormat.JSON).suffix();
    Optional<ExportFile> known = folder.file(fileName);
    if (known.isPresent()) {
      return known.get();
    }
    RecordLines writes =
        print.lines(query, query.dump().descriptor(part), types, RecordFormat.JSON, formats);
    ExportFile file = folder.add(fileName);
    lines.put(file, writes);
    if (writes.heading().isPresent()) {
      file.heading(writes.heading().get());
    }
    return file;
  }

  private void report(ExportFolder folder) throws IOException {
    Table table = new Table("FILE", "RECORDS");
    long total = 0;
    for (ExportFile file : folder.files()) {
      table.add(file.target(), file.records());
      total += file.records();
    }
    table.add("total", total);
    table.print(out());
  }
}
