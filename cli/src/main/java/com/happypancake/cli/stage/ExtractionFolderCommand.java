package com.happypancake.cli.stage;

import com.happypancake.cli.CommandContext;
import com.happypancake.cli.Subcommand;
import com.happypancake.dumps.UnfinishedFolder;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** A command about an extraction that another process runs, or ran. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
abstract class ExtractionFolderCommand extends Subcommand {

  @Parameters(paramLabel = "FOLDER", description = "The extraction's --out.")
  private Path folder;

  ExtractionFolderCommand(CommandContext context) {
    super(context);
  }

  final Path folder() {
    return folder;
  }

  /**
   * Returns what to say where no process writes to the folder; empty where one does.
   *
   * @param then what follows of it
   */
  final String whereNothingRuns(String then) throws IOException {
    return UnfinishedFolder.isBeingWritten(folder) ? "" : "; nothing runs there now" + then;
  }
}
