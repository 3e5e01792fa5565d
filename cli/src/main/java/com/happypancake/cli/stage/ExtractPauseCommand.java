package com.happypancake.cli.stage;

import com.happypancake.cli.Session;
import com.happypancake.cli.Subcommand;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.dumps.UnfinishedFolder;
import com.happypancake.extractor.PausedExtraction;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hpc extract pause}. */
@Command(
    name = "pause",
    header = "Pause an extraction.",
    description =
        "Its readers wait from the next rows on, within a second or so; connections and their"
            + " snapshots stay open. It stays paused until hpc extract continue, over a restart with"
            + " --resume too; a run that begins anew is not paused.",
    footer = {"  hpc extract pause dumps/fi"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class ExtractPauseCommand extends Subcommand {

  @Parameters(paramLabel = "FOLDER", description = "The extraction's --out.")
  private Path folder;

  ExtractPauseCommand(Session session) {
    super(session);
  }

  @Override
  protected ExitCode run() throws IOException {
    boolean changed = PausedExtraction.pause(folder);
    String running =
        UnfinishedFolder.isBeingWritten(folder)
            ? ""
            : "; nothing runs there now, and a run with --resume will wait too";
    session()
        .console()
        .out()
        .line(
            folder
                + (changed ? ": is paused" : ": was paused already")
                + running
                + "; hpc extract continue "
                + folder
                + " lets it go on");
    return ExitCode.OK;
  }
}
