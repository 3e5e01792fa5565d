package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.Candidates;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Table;
import com.happypancake.operations.demo.Demo;
import com.happypancake.operations.demo.DemoEvent;
import com.happypancake.operations.demo.DemoReport;
import com.happypancake.operations.demo.DemoReport.TableCounts;
import com.happypancake.operations.demo.DemoSettings;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.pace.RatePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hpc demo}: runs all stages on a small sample. */
@Command(
    name = "demo",
    header = "Run the whole job on a small Finland, and compare the counts of all stages.",
    description =
        "Makes a legacy database, extracts, transforms and seeds it, reads the audit queue, and"
            + " prints how the counts add up. Database and broker are embedded unless you give"
            + " others; on your broker it uses queues with a prefix of its own, and removes them.",
    footer = {
      "  hpc demo",
      "  hpc demo --broker amqp://guest:guest@127.0.0.1:5672",
      "  hpc demo --source 'jdbc:sqlserver://localhost;databaseName=Demo' --user sa"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class DemoCommand extends Subcommand {

  @Option(
      names = "--source",
      paramLabel = "URL",
      description =
          "A database to use instead of the embedded one. The sample's tables are made in it,"
              + " unless it has legacy tables: then these are read.")
  private @Nullable String source;

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description =
          "A broker to use instead of the embedded one: amqp[s]://[user@]host[:port][/vhost], with"
              + " HPC_BROKER_PASSWORD.")
  private @Nullable String broker;

  @Option(
      names = "--scale",
      paramLabel = "X",
      defaultValue = "0.01",
      description = "The size, where 1 is Finland's. Default: ${DEFAULT-VALUE}.")
  private double scale;

  @Option(
      names = "--rate",
      paramLabel = "N",
      completionCandidates = Candidates.Rates.class,
      defaultValue = "2000",
      description = "Events a second, or max. Default: ${DEFAULT-VALUE}.")
  private String rate;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = "hpc-demo",
      description = "Each run makes a folder of its own in it. Default: ${DEFAULT-VALUE}.")
  private Path folder;

  @Mixin private LoginOptions login;

  @Override
  protected Optional<Path> target() {
    return Optional.of(folder);
  }

  @Override
  protected String remains(Throwable thrown) {
    return "what it made so far is in " + folder + "; run it again, or remove that";
  }

  @Override
  protected void run() throws Exception {
    DemoSettings settings = settings();
    SourceOptions.silenceDrivers();
    DemoReport report;
    try (ProgressLine progress = progress()) {
      report = new Demo(settings, event -> show(event, progress), context().clock()).run();
    }
    print(report);
    List<String> differences = report.differences();
    if (!differences.isEmpty()) {
      throw new CommandException(
          ExitCode.INCOMPLETE, "the counts differ: " + String.join("; ", differences));
    }
  }

  private DemoSettings settings() throws CommandException {
    Optional<DemoSettings.Source> database =
        source == null
            ? Optional.empty()
            : Optional.of(
                new DemoSettings.Source(
                    SourceOptions.checkUrl("--source", source),
                    login.findSource(context(), source)));
    Optional<BrokerAddress> address =
        broker == null
            ? Optional.empty()
            : Optional.of(BrokerAccessOptions.address(context(), broker, new LoginOptions()));
    SamplePlan plan = Arguments.check(() -> new SamplePlan(SampleCountry.FI, scale, 1));
    RatePlan pace = Arguments.check("--rate", () -> RatePlan.parse(rate));
    return new DemoSettings(folder, plan, database, address, pace);
  }

  private static void show(DemoEvent event, ProgressLine progress) {
    if (event instanceof DemoEvent.Step step) {
      progress.step("· " + step.text());
    } else if (event instanceof DemoEvent.Note note) {
      progress.say("note: " + note.text());
    } else if (event instanceof DemoEvent.Progress now) {
      progress.update(
          () -> now.what() + ": " + now.done() + (now.total() > 0 ? " of " + now.total() : ""));
    }
  }

  private void print(DemoReport report) throws IOException {
    Table table =
        new Table(
            "TABLE",
            "SOURCE",
            "DUMPED",
            "MAPPED",
            "PARTLY REJECTED",
            "REJECTED",
            "LOOKUP",
            "WITHOUT FACT",
            "EVENTS");
    report.tables().forEach(counts -> add(table, counts));
    add(table, report.total());
    table.print(output());
    print(
        """

        events: %d transformed = %d confirmed = %d received, %d out of order, %d repeated
        %s
        """,
        report.eventCount(),
        report.confirmed(),
        report.audit().counts().getArrived(),
        report.audit().counts().getOutOfOrder(),
        report.audit().counts().getRepeated(),
        report.differences().isEmpty()
            ? "All counts agree."
            : "Counts differ: " + String.join("; ", report.differences()));
    print(
        """
        dump     %1$s
        events   %2$s
        rejects  %3$s

        Try next, where hpc is the launcher that you called:
          hpc dumps ls %1$s
          hpc events head -n 3 %2$s message-sent
          hpc dumps head %3$s
          hpc help seed\
        """,
        report.dump(), report.events(), report.rejects());
  }

  private static void add(Table table, TableCounts counts) {
    table.add(
        counts.table(),
        counts.source().isPresent() ? counts.source().getAsLong() : "?",
        counts.dumped(),
        counts.transformed().getMapped(),
        counts.transformed().getPartlyRejected(),
        counts.transformed().getRejected(),
        counts.transformed().getLookup(),
        counts.transformed().getWithoutFact(),
        counts.transformed().getEvents());
  }
}
