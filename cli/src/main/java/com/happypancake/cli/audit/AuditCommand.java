package com.happypancake.cli.audit;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.LogOptions;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.progress.CountedJob;
import com.happypancake.cli.progress.JobDisplay;
import com.happypancake.cli.progress.JobSnapshot.Unit;
import com.happypancake.cli.progress.ProgressTicker;
import com.happypancake.cli.seed.SeedChoiceOptions;
import com.happypancake.cli.stage.BrokerOptions;
import com.happypancake.schemas.audit.AuditCounts;
import com.happypancake.seeder.audit.AuditReport;
import com.happypancake.seeder.audit.AuditSettings;
import com.happypancake.seeder.audit.AuditSettings.Seeded;
import com.happypancake.seeder.audit.AuditSettings.Source;
import com.happypancake.seeder.audit.AuditStateException;
import com.happypancake.seeder.audit.Auditor;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.event.EventFolder;
import com.happypancake.seeder.stream.StreamSettings;
import com.happypancake.seeder.stream.StreamTopology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hpc audit}: holds what arrived against the events. */
@Command(
    name = "audit",
    header = "Prove that every event of a seed arrived, in order and unaltered.",
    description =
        "Consumes a queue or reads a stream, and counts what is missing, repeated, out of order or"
            + " altered. --order, --types, --limit, --member and --only-ordinals are those of the"
            + " seed. Repeats that consumers drop are allowed. It takes the messages off a queue,"
            + " which is empty afterwards; a stream keeps them. It may be stopped: the same command"
            + " goes on. Exits with 0 only if all is clean, else with 6.",
    footer = {
      "  hpc audit --in events/fi --broker amqp://localhost",
      "  hpc audit --in events/fi --broker amqp://localhost --follow --json",
      "  hpc audit --in events/fi --broker amqp://localhost --stream hpc-stream",
      "  hpc audit --in events/fi --broker amqps://auditor@rabbit1/hpc \\",
      "      --password-file ~/.rabbit --order subject --types message-sent"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class AuditCommand extends Subcommand {

  private static final int FEW = 10;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder of events that was seeded.")
  private Path in;

  @Mixin private BrokerOptions broker;

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      description = "The queue, without the prefix. Default: audit, which hears all events.")
  private @Nullable String queue;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description =
          "Read this stream, without the prefix, instead of a queue: hpc-stream, or a queue that"
              + " was declared as a stream.")
  private @Nullable String stream;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "0",
      description = "The partitions, if the stream is a super stream.")
  private int partitions;

  @Option(
      names = "--stream-port",
      paramLabel = "PORT",
      description = "The broker's port for streams. Default: 5552, with TLS 5551.")
  private @Nullable Integer streamPort;

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description = "Keep what is counted here. Default: beside the events, in EVENTS.audit.")
  private @Nullable Path state;

  @Option(names = "--anew", description = "Forget what earlier audits counted.")
  private boolean anew;

  @Option(
      names = "--follow",
      description =
          "Run beside a seed: wait until seed-ended has come, or all events of a choice, which"
              + " seed-ended does not follow.")
  private boolean follow;

  @Option(
      names = "--idle-timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "Give up on what is missing after so long without a message. Default:"
              + " ${DEFAULT-VALUE}.")
  private long idleTimeoutSeconds;

  @Mixin private SeedChoiceOptions chosen;

  @Option(names = "--json", description = "Print the report for programs.")
  private boolean json;

  @Mixin private LogOptions log;

  @Override
  protected OutputFormat logFormat() {
    return log.format();
  }

  @Override
  protected String remains(Throwable thrown) {
    return "what is counted stays counted: the same command goes on";
  }

  @Override
  protected void run() throws Exception {
    AuditSettings settings = settings();
    if (anew) {
      Auditor.forget(settings.state());
    }
    EventFolder folder = EventFolder.open(in);
    AuditReport report;
    try {
      check(folder);
      report = audit(settings, folder);
    } catch (AuditStateException e) {
      throw new CommandException(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
    }
    if (json) {
      print("%s", report.toJson());
    } else {
      print(report, settings.state());
    }
    if (!report.isClean()) {
      throw new CommandException(
          ExitCode.INCOMPLETE, in + ": not clean: " + String.join("; ", report.faults()));
    }
  }

  private void check(EventFolder folder) throws Exception {
    CountedJob job = new CountedJob("checking the folder", Unit.BYTES, context().nanoTime());
    try (JobDisplay display = JobDisplay.of(log.format(), context(), isQuiet(), job)) {
      ProgressTicker.during(
          display,
          () -> {
            folder.check((path, bytes, total) -> job.stands(bytes, total));
            return folder;
          });
    }
  }

  private AuditReport audit(AuditSettings settings, EventFolder folder) throws Exception {
    CountedJob job = new CountedJob("auditing", Unit.EVENTS, context().nanoTime());
    Auditor auditor =
        new Auditor(
            settings,
            folder,
            now -> {
              job.stands(now.arrived(), now.expected());
              now.note().ifPresent(this::say);
            });
    try (JobDisplay display = JobDisplay.of(log.format(), context(), isQuiet(), job)) {
      return ProgressTicker.during(display, auditor::run);
    }
  }

  private AuditSettings settings() throws CommandException {
    if (queue != null && stream != null) {
      throw CommandException.usage("--queue and --stream exclude each other");
    }
    if (stream == null && (partitions != 0 || streamPort != null)) {
      throw CommandException.usage("--partitions and --stream-port need --stream");
    }
    if (idleTimeoutSeconds < 1) {
      throw CommandException.usage(
          "--idle-timeout: expected at least 1 second, not %d", idleTimeoutSeconds);
    }
    BrokerAddress address = broker.address(context());
    broker.topology();
    Source source = Arguments.check(() -> source(address));
    return new AuditSettings(
        in,
        address,
        source,
        state == null ? defaultState(source) : state,
        follow,
        Duration.ofSeconds(idleTimeoutSeconds),
        new Seeded(chosen.choice(), chosen.order()));
  }

  private Source source(BrokerAddress address) {
    if (stream == null) {
      return new Source.Queue(broker.prefix() + (queue == null ? "audit" : queue));
    }
    return new Source.Stream(
        new StreamTopology(broker.prefix() + stream, partitions),
        streamPort == null ? StreamSettings.defaultPort(address) : streamPort);
  }

  private Path defaultState(Source source) {
    String name =
        source instanceof Source.Stream each
            ? each.topology().name()
            : source instanceof Source.Queue each ? each.name() : "";
    Path events = in.toAbsolutePath().normalize();
    return events
        .resolveSibling(events.getFileName() + ".audit")
        .resolve(name.replaceAll("[^A-Za-z0-9_.:-]", "_"));
  }

  private void print(AuditReport report, Path kept) throws IOException {
    AuditCounts counts = report.counts();
    print("%s against %s", report.source(), report.folder());
    print(
        "%d of %s arrived, %d missing",
        counts.getArrived(), Quantities.count(report.expected(), "event"), report.missingEvents());
    if (report.missingEvents() > 0) {
      print("  missing: %s", few(report.missing()));
      if (!report.missingByType().isEmpty()) {
        print("  by type: %s", report.missingByType());
      }
    }
    line(counts.getAltered(), "altered", counts.getFirstAlteredList());
    line(counts.getUncompared(), "not compared with the folder", List.of());
    line(counts.getRepeated(), "repeated within 10000 ordinals: consumers drop them", List.of());
    line(counts.getRepeatedLate(), "repeated 10000 ordinals later or more", List.of());
    line(counts.getRepeatedInStream(), "repeated in a stream, which drops repeats", List.of());
    if (counts.getFirstRepeatedCount() > 0) {
      print("  repeated: %s", few(counts.getFirstRepeatedList()));
    }
    line(
        counts.getOutOfOrder() + counts.getTooLate(),
        "out of order",
        counts.getFirstOutOfOrderList());
    line(
        counts.getOutOfOrderInSubject(),
        "after a later event of the same subject",
        counts.getFirstOutOfOrderInSubjectList());
    line(counts.getTooLate(), "too late for consumers", List.of());
    line(counts.getUnexpected(), "that the choice leaves out", List.of());
    line(counts.getUnknown(), "with an ordinal that the folder does not have", List.of());
    line(counts.getRepairs(), "of repairs, " + counts.getRepaired() + " of them new", List.of());
    line(counts.getRedelivered(), "delivered again by the broker, counted once", List.of());
    line(counts.getForeign(), "of other folders", List.of());
    line(counts.getUnmarked(), "without hpc-events or hpc-ordinal", List.of());
    print("seed-ended: %s", counts.getSeedEnded() > 0 ? "seen" : "not seen");
    print("the state is kept in %s", kept);
    if (report.isClean()) {
      print("clean");
    }
  }

  private void line(long number, String what, List<Long> first) throws IOException {
    if (number > 0) {
      print("%d %s%s", number, what, first.isEmpty() ? "" : ": " + few(first));
    }
  }

  private static String few(List<?> values) {
    String text =
        values.stream().limit(FEW).map(Object::toString).collect(Collectors.joining(", "));
    return values.size() > FEW ? String.format(Locale.ROOT, "%s, …", text) : text;
  }
}
