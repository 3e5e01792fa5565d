package com.happypancake.cli.folder;

import com.happypancake.cli.CommandContext;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.repair.Damage;
import com.happypancake.dumps.repair.Verification;
import com.happypancake.dumps.repair.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code verify}: reads all that there is and lists every damage. */
@Command(
    name = "verify",
    header = "Read every part and check it against the manifest.",
    description =
        "Checks files, blocks, lengths, counts, digests and indexes, of the rejects within a folder"
            + " of events too. Lists every damage with its virtual offset and the records that it"
            + " takes, and exits with 3 where there is one.",
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} verify ${PARENT-COMMAND-NAME}/fi",
      "  hpc ${PARENT-COMMAND-NAME} verify --quiet ${PARENT-COMMAND-NAME}/fi && echo sound"
    })
final class VerifyCommand extends FolderCommand {

  static final String REJECTS = "rejects";

  private int damages;

  VerifyCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitCode run() throws IOException, CommandException, InterruptedException {
    Dump dump = open();
    verify(dump);
    Path rejects = folder().resolve(REJECTS);
    String expected = dump.manifest().getEvents().getRejectsDigest();
    if (Files.exists(rejects) || !expected.isEmpty()) {
      verifyRejects(rejects, expected);
    }
    if (damages > 0) {
      throw new CommandException(
          ExitCode.DATA,
          String.format(
              Locale.ROOT,
              "%s: damaged in %s, listed above",
              folder(),
              Headline.count(damages, "place")));
    }
    return ExitCode.OK;
  }

  private void verifyRejects(Path folder, String expected)
      throws IOException, InterruptedException {
    Dump rejects;
    try {
      rejects = Dump.open(folder);
    } catch (DamagedDumpException | RefusedFolderException e) {
      damage(String.valueOf(e.getMessage()));
      return;
    }
    String actual = rejects.manifest().getContentDigest();
    // A repaired folder names the one that it was made of.
    boolean fits =
        actual.equals(expected)
            || rejects.manifest().getRepair().getContentDigest().equals(expected);
    if (!fits) {
      damage(folder + ": the content's digest is " + actual + "; the events name " + expected);
    }
    verify(rejects);
  }

  private void verify(Dump dump) throws IOException, InterruptedException {
    Verification found;
    try (ProgressLine progress = progress()) {
      int threads = Runtime.getRuntime().availableProcessors();
      found = new Verifier(dump, threads, new VerifyProgress(progress, "verifying")).run();
    }
    for (Damage each : found.damages()) {
      damage(dump.folder() + ": " + each.text());
    }
    for (String note : found.notes()) {
      note(dump, note);
    }
    if (Headline.repaired(dump.manifest()).isPresent()) {
      note(dump, "was repaired; " + Headline.repaired(dump.manifest()).get());
    }
    out()
        .line(
            String.format(
                Locale.ROOT,
                "%s: %s, %d records read%s",
                dump.folder(),
                Headline.parts(dump.parts().size()),
                found.records(),
                found.damages().isEmpty() ? ", all as the manifest says" : ""));
  }

  private void note(Dump dump, String text) throws IOException {
    out().line("note: " + dump.folder() + ": " + text);
  }

  private void damage(String what) throws IOException {
    damages++;
    out().line("DAMAGED " + what);
  }
}
