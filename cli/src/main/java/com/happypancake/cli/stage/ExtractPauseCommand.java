package com.happypancake.cli.stage;

import com.happypancake.extractor.state.StateFolder;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code hpc extract pause}: pauses an extraction. */
@Command(
    name = "pause",
    header = "Pause an extraction.",
    description =
        "Its readers wait from the next rows on, within a second or so; connections and their"
            + " snapshots stay open. It stays paused until hpc extract continue, over a restart"
            + " with --resume too; a run that begins anew is not paused.",
    footer = {"  hpc extract pause dumps/fi"})
final class ExtractPauseCommand extends ExtractionFolderCommand {

  @Override
  protected void run() throws IOException {
    boolean changed = StateFolder.of(folder()).pause();
    print(
        "%s: %s%s; hpc extract continue %s lets it go on",
        folder(),
        changed ? "is paused" : "was paused already",
        whereNothingRuns(", and a run with --resume will wait too"),
        folder());
  }
}
