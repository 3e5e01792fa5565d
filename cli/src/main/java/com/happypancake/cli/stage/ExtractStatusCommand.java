package com.happypancake.cli.stage;

import com.happypancake.cli.CommandContext;
import com.happypancake.cli.console.Output;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.extractor.state.ExtractionStatus;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hpc extract status}: shows the state of an extraction. */
@Command(
    name = "status",
    header = "Show how far an extraction is.",
    description =
        "Reads only the folder's state, and disturbs no run. Counts finished chunks, which a"
            + " resumed run does not read again.",
    footer = {
      "  hpc extract status dumps/fi",
      "  hpc extract status dumps/fi --json",
      "  watch -n 10 ./hpc extract status dumps/fi"
    })
final class ExtractStatusCommand extends ExtractionFolderCommand {

  @Option(names = "--json", order = 60, description = "Print it for programs.")
  private boolean asJson;

  ExtractStatusCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitCode run() throws IOException {
    ExtractionStatus status = ExtractionStatus.of(folder());
    Output output = output();
    if (asJson) {
      output.line(StatusPrinter.json(status));
    } else {
      StatusPrinter.print(folder(), status, output);
    }
    return ExitCode.OK;
  }
}
