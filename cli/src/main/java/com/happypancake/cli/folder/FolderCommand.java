package com.happypancake.cli.folder;

import com.happypancake.cli.CommandContext;
import com.happypancake.cli.Subcommand;
import com.happypancake.cli.console.Output;
import com.happypancake.dumps.Dump;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** A command that looks into one finished folder. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
abstract class FolderCommand extends Subcommand {

  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      description = "A finished folder of dumps, events or rejects.")
  private Path folder;

  FolderCommand(CommandContext context) {
    super(context);
  }

  final Path folder() {
    return folder;
  }

  final Dump open() throws IOException {
    return Dump.open(folder);
  }

  final Output out() {
    return context().console().out();
  }
}
