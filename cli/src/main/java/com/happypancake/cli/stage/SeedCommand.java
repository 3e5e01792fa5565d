package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.Candidates;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.LogOptions;
import com.happypancake.cli.command.ReportOption;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.cli.seed.SeedContinueCommand;
import com.happypancake.cli.seed.SeedPauseCommand;
import com.happypancake.cli.seed.SeedRateCommand;
import com.happypancake.cli.seed.SeedStatusCommand;
import com.happypancake.cli.seed.SeedStopCommand;
import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedReport;
import com.happypancake.seeder.SeedReport.Outcome;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.run.Seeder;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hpc seed}: publishes events to a broker. */
@Command(
    name = "seed",
    header = "Publish a folder of events to RabbitMQ, in order, at a steady rate.",
    description =
        "Checks the topology and the folder, publishes each event and waits for its confirm. Exits"
            + " with 0 only if every event was confirmed and none came back. It declares nothing:"
            + " see hpc topology declare.",
    subcommands = {
      SeedStatusCommand.class,
      SeedPauseCommand.class,
      SeedContinueCommand.class,
      SeedRateCommand.class,
      SeedStopCommand.class
    },
    footer = {
      "  hpc seed --in events/fi --broker amqp://localhost --rate 2000",
      "  hpc seed --in events/fi --broker amqps://seeder@rabbit1/hpc --rate 500 \\",
      "      --password-file ~/.rabbit --report seed.json",
      "  hpc seed --in events/fi --broker amqp://localhost --prefix mine- --rate max",
      "  hpc seed --in events/fi --broker amqp://localhost --rate 2000 \\",
      "      --from-ordinal 120001"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class SeedCommand extends Subcommand {

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FOLDER",
      description = "A folder of events that hpc transform wrote.")
  private Path in;

  @Mixin private BrokerOptions broker;

  @Option(
      names = "--rate",
      required = true,
      paramLabel = "N",
      completionCandidates = Candidates.Rates.class,
      description = "Events a second; max for as fast as the broker confirms them.")
  private String rate;

  @Option(
      names = "--window",
      paramLabel = "N",
      defaultValue = "2000",
      description = "At most so many events without a confirm. Default: ${DEFAULT-VALUE}.")
  private int window;

  @Option(
      names = "--from-ordinal",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Begin with this event, as an interrupted run tells. Default: ${DEFAULT-VALUE}, the"
              + " first.")
  private long fromOrdinal;

  @Option(
      names = "--confirm-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Give up after so long without any confirm. Default: ${DEFAULT-VALUE}.")
  private long confirmTimeoutSeconds;

  @Option(
      names = "--management-url",
      paramLabel = "URL",
      description =
          "RabbitMQ's management API, by which bindings are checked. Default: port 15672 of the"
              + " broker's host.")
  private @Nullable String managementUrl;

  @Mixin private ReportOption report;

  @Mixin private LogOptions log;

  private Optional<SeedReport> ended = Optional.empty();

  @Override
  protected OutputFormat logFormat() {
    return log.format();
  }

  @Override
  protected String remains(Throwable thrown) {
    if (thrown instanceof InterruptedException && thrown.getMessage() != null) {
      return thrown.getMessage();
    }
    return ended
        .map(result -> "--from-ordinal " + result.resumeOrdinal() + " continues")
        .orElse("nothing was published yet");
  }

  @Override
  protected Optional<String> done() {
    return Optional.of("all events are confirmed");
  }

  @Override
  protected void run() throws Exception {
    Seeding seeding = seeding();
    report.check();
    seed(seeding);
    SeedReport result = ended.orElseThrow();
    if (result.outcome() != Outcome.COMPLETE) {
      throw new CommandException(ExitCode.INCOMPLETE, SeedPrinter.incomplete(result));
    }
  }

  /** Seeds the events and prints the report, even if the run fails. */
  private void seed(Seeding seeding) throws Exception {
    warnIfPartial(in);
    try (SeedDisplay display = new SeedDisplay(log.format(), context(), isQuiet())) {
      try {
        new Seeder(context().nanoTime()).seed(seeding, event -> take(event, display));
      } catch (Exception e) {
        try {
          tell();
        } catch (IOException | CommandException unwritten) {
          e.addSuppressed(unwritten);
        }
        throw e;
      }
    }
    tell();
  }

  private void take(SeedEvent event, SeedDisplay display) {
    if (event instanceof SeedEvent.Ended end) {
      ended = Optional.of(end.report());
    } else {
      display.accept(event);
    }
  }

  private void tell() throws IOException, CommandException {
    if (ended.isPresent()) {
      try {
        SeedPrinter.print(ended.get(), output());
        // The report may go to the same place as the output.
        output().flush();
      } finally {
        report.write(ended.get().toJson(), then(ended.get()));
      }
    }
  }

  private static String then(SeedReport result) {
    return result.outcome() == Outcome.COMPLETE
        ? "all events are confirmed: don't seed them again"
        : "the run itself ended early: --from-ordinal " + result.resumeOrdinal() + " continues";
  }

  private Seeding seeding() throws CommandException {
    BrokerAddress address = broker.address(context());
    broker.topology();
    return Arguments.check(
        () -> {
          Seeding.Builder seeding =
              Seeding.builder(in, address)
                  .prefix(broker.prefix())
                  .rate(Arguments.parseRate(rate))
                  .window(window)
                  .firstOrdinal(fromOrdinal)
                  .confirmTimeout(Duration.ofSeconds(confirmTimeoutSeconds));
          if (managementUrl != null) {
            seeding.managementUrl(url(managementUrl));
          }
          return seeding.build();
        });
  }

  /** Omits the cause, because its message repeats the address, which may hold a secret. */
  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "--management-url: not a web address; expected http[s]://host[:port][/path]");
    }
  }
}
