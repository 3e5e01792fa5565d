package com.happypancake.cli.folder;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.inspect.query.Query;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code index}: writes the indexes of parts. */
@Command(
    name = "index",
    header = "Make the indexes of parts that are missing or damaged.",
    description =
        "An index lies beside its part and leads to its records; nothing is lost without it. It is"
            + " made by reading the part to its end. Prints a line for each part.",
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} index ${PARENT-COMMAND-NAME}/fi",
      "  hpc dumps index --force dumps/fi Messages"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class IndexCommand extends FolderCommand {

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PART",
      description = "A part or a table; without it, every part.")
  private Optional<String> part;

  @Option(names = "--force", description = "Make sound indexes anew too.")
  private boolean force;

  @Override
  protected void run() throws IOException, CommandException, InterruptedException {
    Dump dump = open();
    Query query = Query.withDeletedKeys(dump, part);
    if (!query.events().types().isEmpty()) {
      throw CommandException.usage(
          "%s is a type of events; expected a part, which has an index", part.orElseThrow());
    }
    try (ProgressLine progress = progress()) {
      for (Part each : query.parts()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        progress.update(() -> "indexing " + each.getPath());
        print("%s: %s", each.getPath(), index(dump, each));
      }
    }
  }

  private String index(Dump dump, Part each) throws IOException {
    String found = found(dump, each);
    if (found.equals("sound") && !force) {
      return "its index is sound";
    }
    dump.writeIndex(each);
    return "its index was " + found + " and is made anew";
  }

  private static String found(Dump dump, Part each) throws IOException {
    try {
      return dump.index(each).isPresent() ? "sound" : "missing";
    } catch (DamagedDumpException e) {
      return "damaged";
    }
  }
}
