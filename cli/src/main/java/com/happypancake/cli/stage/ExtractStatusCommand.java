package com.happypancake.cli.stage;

import com.happypancake.cli.CommandContext;
import com.happypancake.cli.console.Output;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.extractor.state.ExtractionStatus;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hpc extract status}: where an extraction stands. */
@Command(
    name = "status",
    header = "Tell where an extraction stands.",
    description =
        "Reads the folder's state alone, and disturbs no run. Counts what is safe: chunks that are"
            + " read to their ends, which a resumed run does not read again.",
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
      output.line(StatusReport.json(status));
    } else {
      StatusReport.print(folder(), status, output);
    }
    return ExitCode.OK;
  }
}
