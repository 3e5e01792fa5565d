package com.happypancake.cli.folder;

import com.google.protobuf.Descriptors.Descriptor;
import com.happypancake.cli.CommandContext;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.query.QueryCursor;
import com.happypancake.inspect.text.RecordFormat;
import com.happypancake.inspect.text.RecordFormatter;
import com.happypancake.inspect.text.RecordLines;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** A command that prints records, one in a line. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
abstract class PrintCommand extends PartCommand {

  @Mixin private RecordOptions records;
  @Mixin private PrintOptions print;

  PrintCommand(CommandContext context) {
    super(context);
  }

  /** Prints the records that the options choose, and no more than so many. */
  final ExitCode print(RecordFormat byDefault, long most)
      throws IOException, CommandException, InterruptedException {
    RecordFormatter formats = new RecordFormatter();
    Query query = records.query(open(), part());
    Map<Descriptor, RecordLines> lines = print.lines(query, byDefault, formats);
    for (RecordLines each : lines.values()) {
      Optional<String> heading = each.heading();
      if (heading.isPresent()) {
        out().line(heading.get());
      }
    }
    // On a terminal, the records themselves show how far the run is.
    try (ProgressLine progress = context().console().outIsTerminal() ? silent() : progress();
        QueryCursor cursor =
            new QueryCursor(query, formats, new VerifyProgress(progress, "reading"))) {
      DeletedKeys.note(progress, query);
      for (long left = most; left > 0 && cursor.advance(); left--) {
        RecordLines writes = lines.get(cursor.message().getDescriptorForType());
        if (writes != null) {
          out().line(writes.line().apply(cursor.message()));
        }
      }
    }
    return ExitCode.OK;
  }

  private ProgressLine silent() {
    return context().progress(true);
  }
}
