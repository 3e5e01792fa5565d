package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.Candidates;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.FailureMapper;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.dumps.PrivateFiles;
import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedReport;
import com.happypancake.seeder.SeedReport.Outcome;
import com.happypancake.seeder.Seeder;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.broker.BrokerAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
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

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the report as JSON too, however the run ends.")
  private @Nullable Path report;

  private Optional<SeedReport> ended = Optional.empty();

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
    checkReport();
    seed(seeding);
    SeedReport result = ended.orElseThrow();
    if (result.outcome() != Outcome.COMPLETE) {
      throw new CommandException(ExitCode.INCOMPLETE, SeedPrinter.incomplete(result));
    }
  }

  /** Seeds the events and prints the report, even if the run fails. */
  private void seed(Seeding seeding) throws Exception {
    warnIfPartial(in);
    try (ProgressLine progress = progress()) {
      try {
        new Seeder(context().nanoTime()).seed(seeding, event -> take(event, progress));
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

  private void take(SeedEvent event, ProgressLine progress) {
    if (event instanceof SeedEvent.Ended end) {
      ended = Optional.of(end.report());
    } else {
      SeedPrinter.show(event, progress);
    }
  }

  private void tell() throws IOException, CommandException {
    if (ended.isPresent()) {
      try {
        SeedPrinter.print(ended.get(), output());
        // The report may go to the same place as the output.
        output().flush();
      } finally {
        if (report != null) {
          write(report, ended.get());
        }
      }
    }
  }

  /** The events are published by now, so an error must not suggest running it again. */
  private static void write(Path file, SeedReport result) throws CommandException {
    try {
      PrivateFiles.writeTo(file, result.toJson().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      String then =
          result.outcome() == Outcome.COMPLETE
              ? "all events are confirmed: don't seed them again"
              : "the run itself ended early: --from-ordinal "
                  + result.resumeOrdinal()
                  + " continues";
      String what = FailureMapper.of(e).what();
      throw new CommandException(
          ExitCode.LOCAL, "--report: " + file + " could not be written (" + what + "); " + then, e);
    }
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

  /** Checks the report's path before the run. */
  private void checkReport() throws IOException, CommandException {
    if (report != null) {
      try {
        PrivateFiles.checkWritable(report);
      } catch (AccessDeniedException e) {
        throw new CommandException(ExitCode.LOCAL, "--report: " + FailureMapper.of(e).what(), e);
      } catch (FileSystemException e) {
        throw new CommandException(ExitCode.USAGE, "--report: " + FailureMapper.of(e).what(), e);
      }
    }
  }
}
