package com.happypancake.cli.seed;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.LogOptions;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.metrics.Metrics;
import com.happypancake.cli.metrics.MetricsOptions;
import com.happypancake.cli.progress.CountedJob;
import com.happypancake.cli.progress.JobDisplay;
import com.happypancake.cli.progress.JobSnapshot.Unit;
import com.happypancake.cli.progress.ProgressTicker;
import com.happypancake.schemas.seed.RunStopped.Reason;
import com.happypancake.seeder.SeedControl;
import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedEvent.SeedResult;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.control.ControlServer;
import com.happypancake.seeder.control.ControlledRun;
import com.happypancake.seeder.control.SnapshotJson;
import com.happypancake.seeder.log.SeedLogFolder;
import com.happypancake.seeder.report.SeedLogReader;
import com.happypancake.seeder.run.Seeder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hpc seed}: publishes events to a broker. */
@Command(
    name = "seed",
    header = "Publish a folder of events to RabbitMQ, in order, at a planned rate.",
    description =
        "Checks topology and folder, publishes each event and waits for its confirm. A log beside"
            + " the folder and a ledger in the broker remember what is confirmed: the same command"
            + " goes on after any stop, and what was seeded is not seeded again. Exits with 0 only"
            + " if every event was confirmed and none came back. It declares nothing: see hpc"
            + " topology declare.",
    subcommands = {
      SeedCheckCommand.class,
      SeedStatusCommand.class,
      SeedPauseCommand.class,
      SeedContinueCommand.class,
      SeedRateCommand.class,
      SeedStopCommand.class
    },
    footer = {
      "  hpc seed --in events/fi --broker amqp://localhost --rate 2000",
      "  hpc seed --in events/fi --broker amqps://seeder@rabbit1,rabbit2/hpc \\",
      "      --plan '100..5000/10m, 5000' --password-file ~/.rabbit \\",
      "      --report seed.json --report seed.html --control 8090",
      "  hpc seed --in events/fi --broker amqp://localhost --rate max \\",
      "      --transport stream",
      "  hpc seed --in events/fi --broker amqp://localhost --rate 500 \\",
      "      --only-ordinals 40100..40200 --again"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class SeedCommand extends Subcommand {

  @Mixin private SeedingOptions options;

  @Mixin private ControlOptions control;

  @Mixin private SeedReportOption report;

  @Mixin private MetricsOptions metrics;

  @Mixin private LogOptions logging;

  private volatile Optional<SeedControl> running = Optional.empty();

  @Override
  protected OutputFormat logFormat() {
    return logging.format();
  }

  @Override
  protected String remains(Throwable thrown) {
    return running.isPresent() ? "the same command goes on" : "nothing was published in this run";
  }

  @Override
  protected Optional<String> done() {
    return Optional.of("all events are confirmed");
  }

  @Override
  protected void run() throws Exception {
    Seeding seeding = options.seeding(context());
    report.check();
    control.place();
    warnIfPartial(seeding.what().events());
    Deque<AutoCloseable> open = new ArrayDeque<>();
    SeedResult result;
    try {
      result = seed(seeding, open);
    } catch (Exception e) {
      try {
        writeReport(seeding.where().log(), "the run itself ended early");
      } catch (IOException | CommandException unwritten) {
        e.addSuppressed(unwritten);
      }
      throw e;
    } finally {
      while (!open.isEmpty()) {
        open.pop().close();
      }
    }
    print(result);
    output().flush();
    writeReport(
        seeding.where().log(),
        result.isComplete()
            ? "all events are confirmed: don't seed them again"
            : "the run itself ended early: the same command goes on");
    check(result);
  }

  private SeedResult seed(Seeding seeding, Deque<AutoCloseable> open) throws Exception {
    CountedJob checked = new CountedJob("checking", Unit.BYTES, context().nanoTime());
    JobDisplay checking = JobDisplay.of(logging.format(), context(), isQuiet(), checked);
    open.push(checking);
    SnapshotDisplay display =
        new SnapshotDisplay(
            logging.format(),
            context(),
            isQuiet(),
            () -> running.map(SeedControl::snapshot),
            SnapshotJson::of,
            ZoneId.systemDefault());
    open.push(display);
    Optional<Metrics> meters =
        metrics.open(Map.of("exchange", seeding.where().topology().exchange()), display::note);
    meters.ifPresent(open::push);
    Seeder seeder = new Seeder(context().clock(), context().nanoTime());
    return ProgressTicker.during(
        display,
        () ->
            seeder.seed(
                seeding,
                event -> {
                  if (event instanceof SeedEvent.Checking now) {
                    checked.stands(now.bytes(), now.total());
                    checking.tick();
                  } else if (event instanceof SeedEvent.Begun begun) {
                    checking.close();
                    begun.notes().forEach(display::note);
                    begin(seeding, begun.control(), display, meters, open);
                  } else if (event instanceof SeedEvent.Happened happened) {
                    display.note(happened.incident().getWhat());
                  }
                }));
  }

  private void begin(
      Seeding seeding,
      SeedControl run,
      SnapshotDisplay display,
      Optional<Metrics> meters,
      Deque<AutoCloseable> open) {
    ControlledRun controlled =
        ControlledRun.start(seeding.where().log(), run, display::note, context().nanoTime());
    open.push(controlled);
    running = Optional.of(controlled);
    try {
      writeReport(seeding.where().log(), "the run goes on");
    } catch (IOException | CommandException e) {
      display.note("no report yet: " + e.getMessage());
    }
    try {
      control
          .open(context(), seeding.where().log(), controlled, display::note)
          .ifPresent((ControlServer server) -> open.push(server));
    } catch (IOException | CommandException e) {
      display.note("no dashboard: " + e.getMessage());
    }
    open.push(SeedKeys.listen(context(), isQuiet(), controlled, display::note));
    meters.ifPresent(
        each -> new SeedMeters(each.registry(), () -> Optional.of(controlled.snapshot())));
  }

  private void writeReport(Path folder, String then) throws IOException, CommandException {
    if (!report.isWanted()) {
      return;
    }
    SeedLogReader reader = new SeedLogReader();
    SeedLogFolder.read(folder, reader::add);
    report.write(reader.report(context().clock().instant()), then);
  }

  private void print(SeedResult result) throws IOException {
    SeedSnapshot last = result.last();
    print("%-9s %s: %s", "seed", last.name(), result.what());
    print(
        "%-9s %d of %d, all to ordinal %d of %d",
        "confirmed",
        last.counts().confirmed(),
        last.counts().total(),
        Math.min(last.counts().prefix(), last.counts().lastOrdinal()),
        last.counts().lastOrdinal());
    print(
        "%-9s %d sent, %d that may repeat earlier ones, %d returned, %d refused, %d without an answer",
        "this run",
        last.counts().sentInRun(),
        last.counts().repeatedInRun(),
        last.counts().returned(),
        last.counts().nacked(),
        last.counts().inFlight());
    double seconds = last.elapsed().toNanos() / 1e9;
    print(
        "%-9s %s, %.1f events/s in the mean",
        "elapsed",
        Quantities.duration(last.elapsed()),
        seconds == 0 ? 0.0 : last.counts().sentInRun() / seconds);
    for (String note : result.notes()) {
      print("%-9s %s", "note", note);
    }
  }

  private static void check(SeedResult result) throws CommandException {
    if (result.reason() == Reason.REASON_STOPPED) {
      throw new CommandException(
          ExitCode.INTERRUPTED, result.what() + "; the same command goes on");
    }
    if (!result.isComplete()) {
      throw new CommandException(
          result.reason() == Reason.REASON_GAVE_UP ? ExitCode.CONNECTION : ExitCode.INCOMPLETE,
          result.what() + "; mend it, then the same command goes on");
    }
    if (result.tooSlow().isPresent()) {
      throw new CommandException(ExitCode.INCOMPLETE, "--min-rate: " + result.tooSlow().get());
    }
    if (result.isDifferent()) {
      throw new CommandException(
          ExitCode.INCOMPLETE,
          "all events are confirmed, and the topology or a queue's counts are not as expected: see the"
              + " notes");
    }
  }
}
