package com.happypancake.cli.folder;

import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.Quantities;
import com.happypancake.dumps.Dump;
import com.happypancake.inspect.query.PartNames;
import com.happypancake.inspect.query.Query;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** A command that looks into one finished folder. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
abstract class FolderCommand extends Subcommand {

  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      description = "A finished folder of dumps, events or rejects.")
  private Path folder;

  final Path folder() {
    return folder;
  }

  final Dump open() throws IOException {
    return Dump.open(folder);
  }

  /** Prints a note if a query leaves out deleted keys of its tables. */
  final void noteDeletedKeys(Query query) {
    List<Part> leftOut = query.deletedKeysLeftOut();
    if (!leftOut.isEmpty()) {
      say(
          "note: "
              + Quantities.count(leftOut.stream().mapToLong(Part::getRecords).sum(), "deleted key")
              + " left out; to see deleted keys, name "
              + leftOut.stream()
                  .map(PartNames::series)
                  .distinct()
                  .collect(Collectors.joining(", ")));
    }
  }

  /** A command that looks into a whole folder, or into one part, table or event type of it. */
  abstract static class PartCommand extends FolderCommand {

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "PART",
        description = "A part, a table or a type of events; without it, every part.")
    private @Nullable String part;

    final Optional<String> part() {
      return Optional.ofNullable(part);
    }
  }
}
