package com.happypancake.cli.folder;

import com.google.protobuf.Descriptors.Descriptor;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.folder.FolderCommand.PartCommand;
import com.happypancake.inspect.QueryLines.RecordLines;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.query.QueryCursor;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** A command that prints records, one per line. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
abstract class PrintCommand extends PartCommand {

  @Mixin private RecordOptions records;
  @Mixin private PrintOptions print;

  /** Prints the records that the options select, but at most {@code most}. */
  final void print(long most) throws IOException, CommandException, InterruptedException {
    Query query = records.query(Query.of(open(), part()));
    Map<Descriptor, RecordLines> lines = print.lines(query).byMessage();
    for (RecordLines each : lines.values()) {
      if (each.heading().isPresent()) {
        output().line(each.heading().get());
      }
    }
    noteDeletedKeys(query);
    // On a terminal, the records themselves show the progress.
    boolean quiet = isQuiet() || context().console().outIsTerminal();
    try (ProgressLine progress = context().progress(quiet);
        QueryCursor cursor = new QueryCursor(query, progress.reading("reading"))) {
      for (long left = most; left > 0 && cursor.advance(); left--) {
        RecordLines writes = lines.get(cursor.message().getDescriptorForType());
        if (writes != null) {
          output().line(writes.line().apply(cursor.message()));
        }
      }
    }
  }
}
