package com.happypancake.cli.stage;

import com.happypancake.extractor.state.StateFolder;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code hpc extract continue}: ends the pause of an extraction. */
@Command(
    name = "continue",
    header = "Let a paused extraction go on.",
    description = "What hpc extract pause holds up goes on within a second.",
    footer = {"  hpc extract continue dumps/fi"})
final class ExtractContinueCommand extends ExtractionFolderCommand {

  @Override
  protected void run() throws IOException {
    boolean changed = StateFolder.of(folder()).unpause();
    print(
        "%s: %s%s",
        folder(),
        changed ? "goes on" : "was not paused",
        whereNothingRuns(": the same hpc extract with --resume goes on"));
  }
}
