package com.happypancake.cli.folder;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Quantities;
import com.happypancake.dumps.Dump;
import com.happypancake.inspect.FolderVerifier;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code verify}: reads a whole folder and lists all damage. */
@Command(
    name = "verify",
    header = "Read every part and check it against the manifest.",
    description =
        "Checks files, blocks, lengths, counts, digests and indexes, also of the rejects within a"
            + " folder of events. Lists every damage with its virtual offset and the records that"
            + " are lost, and exits with 3 if there is one.",
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} verify ${PARENT-COMMAND-NAME}/fi",
      "  hpc ${PARENT-COMMAND-NAME} verify --quiet ${PARENT-COMMAND-NAME}/fi && echo sound"
    })
final class VerifyCommand extends FolderCommand {

  @Override
  protected void run() throws IOException, CommandException, InterruptedException {
    Dump dump = open();
    int damages;
    try (ProgressLine progress = progress()) {
      FolderVerifier verifier =
          new FolderVerifier(
              Runtime.getRuntime().availableProcessors(), progress.reading("verifying"));
      damages = print(verifier.verify(dump), progress);
      Optional<FolderVerifier.VerifiedFolder> rejects = verifier.verifyRejects(dump);
      if (rejects.isPresent()) {
        damages += print(rejects.get(), progress);
      }
    }
    if (damages > 0) {
      throw CommandException.format(
          ExitCode.DATA,
          "%s: damaged in %s, listed above",
          folder(),
          Quantities.count(damages, "place"));
    }
  }

  /** Prints the result and returns the number of damaged places. */
  private int print(FolderVerifier.VerifiedFolder result, ProgressLine progress)
      throws IOException {
    progress.clear();
    for (String damage : result.damages()) {
      print("DAMAGED %s", damage);
    }
    for (String note : result.notes()) {
      print("note: %s: %s", result.folder(), note);
    }
    if (result.dump().isPresent()) {
      print(
          "%s: %s, %d records read%s",
          result.folder(),
          Quantities.count(result.dump().get().parts().size(), "part"),
          result.records(),
          result.damages().isEmpty() ? ", all as the manifest says" : "");
    }
    return result.damages().size();
  }
}
