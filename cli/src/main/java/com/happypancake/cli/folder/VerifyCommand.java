package com.happypancake.cli.folder;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.LogOptions;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.progress.CountedJob;
import com.happypancake.cli.progress.JobDisplay;
import com.happypancake.cli.progress.JobSnapshot.Unit;
import com.happypancake.cli.progress.ProgressTicker;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.ReadListener;
import com.happypancake.inspect.FolderVerifier;
import com.happypancake.inspect.FolderVerifier.VerifiedFolder;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.RejectCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class VerifyCommand extends FolderCommand {

  @Mixin private LogOptions log;

  @Override
  protected OutputFormat logFormat() {
    return log.format();
  }

  @Override
  protected void run() throws Exception {
    Dump dump = open();
    CountedJob job = new CountedJob("verifying", Unit.RECORDS, context().nanoTime());
    List<VerifiedFolder> folders;
    try (JobDisplay display = JobDisplay.of(log.format(), context(), isQuiet(), job)) {
      folders = ProgressTicker.during(display, () -> verify(dump, job));
    }
    int damages = 0;
    for (VerifiedFolder each : folders) {
      damages += print(each);
    }
    if (damages > 0) {
      throw CommandException.format(
          ExitCode.DATA,
          "%s: damaged in %s, listed above",
          folder(),
          Quantities.count(damages, "place"));
    }
  }

  /** Verifies a folder, and the rejects within it. */
  private static List<VerifiedFolder> verify(Dump dump, CountedJob job)
      throws IOException, InterruptedException {
    long records = dump.parts().stream().mapToLong(Part::getRecords).sum();
    long rejects =
        dump.manifest().getEvents().getRejectsList().stream()
            .mapToLong(RejectCount::getFacts)
            .sum();
    List<VerifiedFolder> folders = new ArrayList<>();
    folders.add(verifier((path, done, total) -> job.stands(done, records + rejects)).verify(dump));
    verifier((path, done, total) -> job.stands(records + done, records + total))
        .verifyRejects(dump)
        .ifPresent(folders::add);
    return folders;
  }

  private static FolderVerifier verifier(ReadListener listener) {
    return new FolderVerifier(Runtime.getRuntime().availableProcessors(), listener);
  }

  /** Prints the result and returns the number of damaged places. */
  private int print(VerifiedFolder result) throws IOException {
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
