package com.happypancake.cli.folder;

import com.happypancake.cli.Session;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code verify}: reads all that there is and lists every damage. */
@Command(
    name = "verify",
    header = "Read every part and check it against the manifest.",
    description =
        "Checks files, blocks, lengths, counts and digests, of the rejects within a folder of"
            + " events too; lists every damage, and exits with 3 where there is one.",
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} verify ${PARENT-COMMAND-NAME}/fi",
      "  hpc ${PARENT-COMMAND-NAME} verify --quiet ${PARENT-COMMAND-NAME}/fi && echo sound"
    })
final class VerifyCommand extends FolderCommand {

  private static final String REJECTS = "rejects";

  private int damages;

  VerifyCommand(Session session) {
    super(session);
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
          String.format(Locale.ROOT, "%s: damaged in %d places, listed above", folder(), damages));
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
    if (!actual.equals(expected)) {
      damage(folder + ": the content's digest is " + actual + "; the events name " + expected);
    }
    verify(rejects);
  }

  private void verify(Dump dump) throws IOException, InterruptedException {
    long records = 0;
    List<String> found = new ArrayList<>();
    try (ProgressLine progress = progress()) {
      Reading reading = new Reading(dump, progress, "verifying");
      for (Part part : dump.parts()) {
        try {
          records += verify(dump, part, reading);
        } catch (DamagedDumpException e) {
          found.add(dump.folder() + ": " + e.getMessage());
        }
      }
    }
    for (String each : found) {
      damage(each);
    }
    out()
        .line(
            String.format(
                Locale.ROOT,
                "%s: %s, %d records read%s",
                dump.folder(),
                Headline.parts(dump.parts().size()),
                records,
                found.isEmpty() ? ", all as the manifest says" : ""));
  }

  private static long verify(Dump dump, Part part, Reading reading)
      throws IOException, InterruptedException {
    long records = 0;
    try (PartReader reader = dump.read(part)) {
      while (reading.advance(part, reader)) {
        records++;
      }
    }
    dump.checkFile(part);
    return records;
  }

  private void damage(String what) throws IOException {
    damages++;
    out().line("DAMAGED " + what);
  }
}
