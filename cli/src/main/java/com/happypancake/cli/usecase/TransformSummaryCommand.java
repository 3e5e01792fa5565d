package com.happypancake.cli.usecase;

import com.happypancake.cli.command.Subcommand;
import com.happypancake.transformer.usecase.Summary;
import com.happypancake.transformer.usecase.UseCases;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code hpc transform summary}: prints the use cases and what they cover for grep. */
@Command(
    name = "summary",
    header = "List the use cases and what they cover, a line each.",
    description =
        "Prints a line for each use case with its tables, events, rejects and counts, and the dirt"
            + " and the rules of deltas that it shows. Then a line for each table, event, reason of"
            + " a reject, count, kind of dirt and rule of deltas, and whether a use case covers"
            + " it.",
    footer = {
      "  hpc transform summary | grep message-hidden",
      "  hpc transform summary | grep '^case=.*dirt=.*control-character'",
      "  hpc transform summary | grep covered=no"
    })
public final class TransformSummaryCommand extends Subcommand {

  @Override
  protected void run() throws IOException {
    for (String line : Summary.of(UseCases.all())) {
      output().line(line);
    }
  }
}
