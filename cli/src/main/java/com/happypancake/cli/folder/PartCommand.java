package com.happypancake.cli.folder;

import com.happypancake.cli.CommandContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** A command that looks into a folder, or into one part or table of it. */
abstract class PartCommand extends FolderCommand {

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PART",
      description = "A part, a table or a type of events; without it, every part.")
  private @Nullable String part;

  PartCommand(CommandContext context) {
    super(context);
  }

  final Optional<String> part() {
    return Optional.ofNullable(part);
  }
}
