package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Table;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.operations.demo.Demo;
import com.happypancake.operations.demo.DemoEvent;
import com.happypancake.operations.demo.DemoReport;
import com.happypancake.operations.demo.DemoSettings;
import com.happypancake.operations.demo.TableCounts;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerAddress.Login;
import com.happypancake.seeder.pace.EventRate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hpc demo}: runs the whole job on a small sample. */
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
      order = 1,
      paramLabel = "URL",
      description =
          "A database to use instead of the embedded one. The sample's tables are made in it,"
              + " unless it has legacy tables: then these are read.")
  private @Nullable String source;

  @Option(
      names = "--broker",
      order = 2,
      paramLabel = "URL",
      description =
          "A broker to use instead of the embedded one: amqp[s]://[user@]host[:port][/vhost], with"
              + " HPC_BROKER_PASSWORD.")
  private @Nullable String broker;

  @Option(
      names = "--scale",
      order = 3,
      paramLabel = "X",
      defaultValue = "0.01",
      description = "The size, where 1 is Finland's. Default: ${DEFAULT-VALUE}.")
  private double scale;

  @Option(
      names = "--rate",
      order = 4,
      paramLabel = "N",
      defaultValue = "2000",
      description = "Events a second, or max. Default: ${DEFAULT-VALUE}.")
  private String rate;

  @Option(
      names = "--folder",
      order = 5,
      paramLabel = "FOLDER",
      defaultValue = "hpc-demo",
      description = "Each run makes a folder of its own in it. Default: ${DEFAULT-VALUE}.")
  private Path folder;

  @Mixin private LoginOptions login;

  DemoCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected Optional<Path> target() {
    return Optional.of(folder);
  }

  @Override
  protected String remains(Throwable thrown) {
    return "what it made so far is in " + folder + "; run it again, or remove that";
  }

  @Override
  protected ExitCode run() throws Exception {
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
    return ExitCode.OK;
  }

  private DemoSettings settings() throws CommandException {
    Optional<DemoSettings.Source> database =
        source == null
            ? Optional.empty()
            : Optional.of(
                new DemoSettings.Source(
                    SourceOptions.checkUrl("--source", source), login.findSource(context())));
    Optional<BrokerAddress> address =
        broker == null
            ? Optional.empty()
            : Optional.of(
                BrokerOptions.address(
                    broker,
                    user ->
                        LoginOptions.findWithoutOptions(
                            context(), LoginOptions.BROKER, user, Login::new)));
    SamplePlan plan = Arguments.check(() -> new SamplePlan(SampleCountry.FI, scale, 1));
    EventRate pace = Arguments.check(() -> Arguments.parseRate(rate));
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
    rows(report.tables()).print(output());
    output().line("");
    print(
        "events: %d transformed = %d confirmed = %d received, %d out of order, %d repeated",
        report.eventCount(),
        report.seed().confirms().confirmed(),
        report.audit().ordinals().received(),
        report.audit().ordinals().outOfOrder(),
        report.audit().ordinals().duplicates());
    output()
        .line(
            report.differences().isEmpty()
                ? "All counts agree."
                : "Counts differ: " + String.join("; ", report.differences()));
    output().line("");
    output().line("dump     " + report.dump());
    output().line("events   " + report.events());
    output().line("rejects  " + report.rejects());
    output().line("");
    output().line("Try next, where hpc is the launcher that you called:");
    output().line("  hpc dumps ls " + report.dump());
    output().line("  hpc events head -n 3 " + report.events() + " message-sent");
    output().line("  hpc dumps head " + report.rejects());
    output().line("  hpc help seed");
  }

  private static Table rows(List<TableCounts> tables) {
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
    for (TableCounts counts : tables) {
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
    return table.add(
        "total",
        tables.stream().allMatch(counts -> counts.source().isPresent())
            ? sum(tables, counts -> counts.source().orElse(0))
            : "?",
        sum(tables, TableCounts::dumped),
        sum(tables, counts -> counts.transformed().getMapped()),
        sum(tables, counts -> counts.transformed().getPartlyRejected()),
        sum(tables, counts -> counts.transformed().getRejected()),
        sum(tables, counts -> counts.transformed().getLookup()),
        sum(tables, counts -> counts.transformed().getWithoutFact()),
        sum(tables, counts -> counts.transformed().getEvents()));
  }

  private static long sum(List<TableCounts> tables, ToLongFunction<TableCounts> count) {
    return tables.stream().mapToLong(count).sum();
  }
}
