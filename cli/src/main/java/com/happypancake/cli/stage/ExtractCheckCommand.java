package com.happypancake.cli.stage;

import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.console.Output;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.check.Finding;
import com.happypancake.extractor.check.Finding.Status;
import com.happypancake.extractor.check.Preflight;
import com.happypancake.extractor.check.PreflightReport;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hpc extract check}: checks an extraction before it runs. */
@Command(
    name = "check",
    header = "Check what an extraction would meet, before anything is read.",
    description =
        "Takes the options of hpc extract. Tells whether the source answers, what the login may,"
            + " where the tables differ from the schema, which promises are possible, how much"
            + " there is and in which chunks it would be read. Reads no row and writes nothing."
            + " Exits with 0 if the extraction would begin, even with warnings, and else with its"
            + " code.",
    footer = {
      "  hpc extract check --source 'jdbc:sqlserver://db1;databaseName=HPC_FI' \\",
      "      --user hpc --country FI --out dumps/fi --max-rows-per-second 20000",
      "  hpc extract check --source 'jdbc:h2:file:./finland;MODE=MSSQLServer' \\",
      "      --country FI --out dumps/fi --json"
    })
final class ExtractCheckCommand extends ExtractionCommand {

  @Option(names = "--json", order = 60, description = "Print it for programs.")
  private boolean asJson;

  ExtractCheckCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitCode run() throws Exception {
    Extraction extraction = extraction();
    SourceOptions.silenceDrivers();
    PreflightReport report = Preflight.check(extraction);
    Output output = output();
    if (asJson) {
      output.line(CheckPrinter.json(report));
    } else {
      CheckPrinter.print(report, output);
    }
    Optional<Finding> refusal = report.refusal();
    if (refusal.isPresent()) {
      long others =
          report.findings().stream().filter(each -> each.status() == Status.REFUSED).count() - 1;
      throw new CommandException(
          code(refusal.get().subject(), extraction),
          "the extraction would not begin: "
              + refusal.get().text()
              + (others == 0
                  ? ""
                  : String.format(Locale.ROOT, " (and %d more, all listed above)", others)));
    }
    return ExitCode.OK;
  }

  /** Returns the exit code that hpc extract would have. */
  private static ExitCode code(Finding.Subject subject, Extraction extraction) {
    return switch (subject) {
      case SCHEMA, PSEUDONYMS -> ExitCode.DATA;
      case DELTA -> isBaseThere(extraction) ? ExitCode.DATA : ExitCode.REFUSED;
      case FOLDER -> ExitCode.REFUSED;
      case DISK -> ExitCode.LOCAL;
      default -> ExitCode.CONNECTION;
    };
  }

  private static boolean isBaseThere(Extraction extraction) {
    return extraction.delta().stream()
        .anyMatch(delta -> Files.exists(delta.base().resolve(DumpLayout.MANIFEST)));
  }
}
