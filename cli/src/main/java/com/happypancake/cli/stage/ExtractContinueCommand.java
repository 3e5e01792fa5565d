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

/** {@code hpc extract continue}. */
@Command(
    name = "continue",
    header = "Let a paused extraction go on.",
    description = "What hpc extract pause holds up goes on within a second.",
    footer = {"  hpc extract continue dumps/fi"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class ExtractContinueCommand extends Subcommand {

  @Parameters(paramLabel = "FOLDER", description = "The extraction's --out.")
  private Path folder;

  ExtractContinueCommand(Session session) {
    super(session);
  }

  @Override
  protected ExitCode run() throws IOException {
    boolean changed = PausedExtraction.goOn(folder);
    String running =
        UnfinishedFolder.isBeingWritten(folder)
            ? ""
            : "; nothing runs there now: the same hpc extract with --resume goes on";
    session().console().out().line(folder + (changed ? ": goes on" : ": was not paused") + running);
    return ExitCode.OK;
  }
}
