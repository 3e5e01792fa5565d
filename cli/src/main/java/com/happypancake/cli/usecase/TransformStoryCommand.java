package com.happypancake.cli.usecase;

import com.happypancake.cli.command.Subcommand;
import com.happypancake.transformer.usecase.Story;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code hpc transform story}: prints the use cases in plain English. */
@Command(
    name = "story",
    header = "Tell in plain English which rows give which events.",
    description =
        "Prints all use cases of the transform. They need no dump: the tests run the same cases"
            + " through the transform.",
    footer = {
      "  hpc transform story | less",
      "  hpc transform story | grep '^[A-Z]'",
      "  hpc transform story | awk -v RS= -v ORS='\\n\\n' '/message hidden/'"
    })
public final class TransformStoryCommand extends Subcommand {

  @Override
  protected void run() throws IOException {
    for (String line : Story.tell()) {
      output().line(line);
    }
  }
}
