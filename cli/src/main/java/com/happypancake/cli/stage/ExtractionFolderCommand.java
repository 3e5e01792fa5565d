package com.happypancake.cli.stage;

import com.happypancake.cli.command.Subcommand;
import com.happypancake.dumps.UnfinishedFolder;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** A command about an extraction of another process. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
abstract class ExtractionFolderCommand extends Subcommand {

  @Parameters(paramLabel = "FOLDER", description = "The extraction's --out.")
  private Path folder;

  final Path folder() {
    return folder;
  }

  /**
   * Returns a note that no process writes to the folder; empty if one does.
   *
   * @param then what follows from it
   */
  final String whereNothingRuns(String then) throws IOException {
    return UnfinishedFolder.isBeingWritten(folder) ? "" : "; nothing runs there now" + then;
  }
}
