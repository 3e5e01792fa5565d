package com.happypancake.cli.seed;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.seeder.control.ControlFolder;
import com.happypancake.seeder.control.SeedOrders;
import com.happypancake.seeder.control.SeedOrders.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Parameters;

/** A command about a seed log, whose seeder another process may be. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
abstract class SeedLogCommand extends Subcommand {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Parameters(
      index = "+",
      paramLabel = "LOG",
      description = "The seed log, which is the folder of --log.")
  private Path log;

  final Path log() {
    return log;
  }

  final ControlFolder folder() throws IOException {
    return ControlFolder.of(log);
  }

  final SeedOrders orders() throws IOException {
    return new SeedOrders(folder(), PATIENCE, context().nanoTime());
  }

  /** Throws if a seeder runs that did not answer. */
  final void check(Answer answer) throws CommandException {
    if (answer == Answer.UNANSWERED) {
      throw CommandException.format(
          ExitCode.LOCAL,
          "%s: its seeder has not done so within %d s; it does as soon as it can: see hpc seed"
              + " status %s",
          log,
          PATIENCE.toSeconds(),
          log);
    }
  }

  /** Throws if a seeder runs that did not answer, or none runs. */
  final void checkRuns(Answer answer, String otherwise) throws CommandException {
    check(answer);
    if (answer == Answer.NOTHING_RUNS) {
      throw CommandException.format(
          ExitCode.REFUSED, "%s: no seeder runs there; %s", log, otherwise);
    }
  }
}
