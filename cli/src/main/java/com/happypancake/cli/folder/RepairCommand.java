package com.happypancake.cli.folder;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Quantities;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.repair.DumpRepair;
import com.happypancake.inspect.FolderVerifier;
import com.happypancake.schemas.manifest.Loss;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code repair}: writes the intact records of a damaged folder to a new folder. */
@Command(
    name = "repair",
    header = "Write what is intact of a damaged folder into a new one.",
    description = {
      "Reads every part as verify does. If one is damaged, writes a new folder with all records"
          + " that are intact, and prints a line for each loss: which records, and the keys to"
          + " extract again. The new manifest lists the losses too. Exits with 3 if a record is"
          + " lost. The damaged folder is not changed; without damage nothing is written.",
      "",
      "The rejects within a folder of events are a folder of their own."
    },
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} repair ${PARENT-COMMAND-NAME}/fi --out"
          + " ${PARENT-COMMAND-NAME}/fi-repaired",
      "  hpc dumps repair dumps/fi --out dumps/fi-repaired > losses.txt"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class RepairCommand extends FolderCommand {

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "A new or empty folder, or one that an interrupted run left.")
  private Path out;

  @Override
  protected Optional<Path> target() {
    return Optional.of(out);
  }

  @Override
  protected void run() throws IOException, CommandException, InterruptedException {
    Dump damaged = openDamaged();
    Optional<Dump> repaired;
    try (ProgressLine progress = progress()) {
      repaired =
          new DumpRepair(
                  damaged,
                  out,
                  context().clock(),
                  Runtime.getRuntime().availableProcessors(),
                  progress.reading("reading"))
              .run();
    }
    if (repaired.isEmpty()) {
      print(
          "%s: nothing to repair: no part is damaged; 'hpc dumps index' makes indexes anew",
          folder());
      return;
    }
    print(damaged, repaired.get());
    long lost = repaired.get().manifest().getRepair().getLostRecords();
    if (lost > 0) {
      throw CommandException.format(
          ExitCode.DATA, "%s: lacks %s, listed above", out, Quantities.count(lost, "record"));
    }
  }

  private Dump openDamaged() throws IOException, CommandException {
    try {
      return open();
    } catch (DamagedDumpException e) {
      String advice =
          e.fault() == DamagedDumpException.Fault.SCHEMA
              ? "put there the schema.desc of another dump that has the manifest's schemaSha256"
              : "nothing can be repaired without it: put back a copy of manifest.json, or extract"
                  + " again";
      throw new CommandException(ExitCode.DATA, e.getMessage() + "; " + advice, e);
    }
  }

  private void print(Dump damaged, Dump repaired) throws IOException {
    for (Loss loss : repaired.manifest().getRepair().getLossesList()) {
      print("LOST %s", text(loss));
    }
    Optional<Path> rejects = FolderVerifier.rejects(damaged).filter(Files::exists);
    if (rejects.isPresent()) {
      print(
          "note: %s was left alone: copy it to %s, or repair it to there",
          rejects.get(), out.resolve(rejects.get().getFileName()));
    }
    print(
        "%s: holds %d of %s, in %s",
        out,
        records(repaired.parts()),
        Quantities.count(records(damaged.parts()), "record"),
        Quantities.count(repaired.parts().size(), "part"));
  }

  private static long records(List<Part> parts) {
    return parts.stream().mapToLong(Part::getRecords).sum();
  }

  private static String text(Loss loss) {
    return String.format(
        Locale.ROOT,
        "%s: %srecords %d to %d%s; %s%s",
        loss.getPath(),
        loss.getExact() ? "" : "some of ",
        loss.getFirstOrdinal(),
        loss.getEndOrdinal() - 1,
        keys(loss),
        loss.getVirtualOffset().isEmpty() ? "" : "virtual offset " + loss.getVirtualOffset() + ": ",
        loss.getWhat());
  }

  /** Returns a text with the keys to extract again; an empty text if the part has no key range. */
  private static String keys(Loss loss) {
    String from =
        loss.getAfterKey().isEmpty()
            ? "from " + loss.getPartKeyRange().getFirst()
            : "after " + loss.getAfterKey();
    String to =
        loss.getBeforeKey().isEmpty()
            ? "up to " + loss.getPartKeyRange().getLast()
            : "before " + loss.getBeforeKey();
    return loss.hasPartKeyRange() ? ", keys " + from + " " + to : "";
  }
}
