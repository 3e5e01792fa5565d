package com.happypancake.cli.folder;

import com.google.protobuf.Descriptors.Descriptor;
import com.happypancake.cli.Session;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.query.RecordCursor;
import com.happypancake.inspect.text.Formats;
import com.happypancake.inspect.text.RecordFormat;
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

  PrintCommand(Session session) {
    super(session);
  }

  /** Prints the records that the options choose, and no more than so many. */
  final ExitCode print(RecordFormat byDefault, long most)
      throws IOException, CommandException, InterruptedException {
    Formats formats = new Formats();
    Query query = records.query(open(), part());
    Map<Descriptor, RecordLines> lines = print.lines(query, byDefault, formats);
    for (RecordLines each : lines.values()) {
      Optional<String> heading = each.heading();
      if (heading.isPresent()) {
        out().line(heading.get());
      }
    }
    // On a terminal, the records themselves show how far the run is.
    try (ProgressLine progress = session().console().outIsTerminal() ? silent() : progress();
        RecordCursor cursor =
            new RecordCursor(query, formats, new VerifyProgress(progress, "reading"))) {
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
    return session().progress(true);
  }
}
