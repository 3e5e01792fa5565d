package com.happypancake.cli.stage;

import com.happypancake.cli.command.Subcommand;
import com.happypancake.dumps.UnfinishedFolder;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** A command about an extraction that another process runs. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
abstract class ExtractionFolderCommand extends Subcommand {

  @Parameters(paramLabel = "FOLDER", description = "The extraction's --out.")
  private Path folder;

  final Path folder() {
    return folder;
  }

  /**
   * Returns a note if no process writes to the folder; an empty text if one does.
   *
   * @param then the consequence, to append to the note
   */
  final String whereNothingRuns(String then) throws IOException {
    return UnfinishedFolder.isBeingWritten(folder) ? "" : "; nothing runs there now" + then;
  }
}
