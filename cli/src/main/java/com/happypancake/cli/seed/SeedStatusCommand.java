package com.happypancake.cli.seed;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.console.Table;
import com.happypancake.cli.stage.BrokerAccessOptions;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.seed.LedgerSeed;
import com.happypancake.schemas.seed.LogOpened;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Counts;
import com.happypancake.seeder.SeedSnapshot.QueueDepth;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.control.ControlFolder;
import com.happypancake.seeder.control.SeedState;
import com.happypancake.seeder.control.SnapshotJson;
import com.happypancake.seeder.log.SeedHistory;
import com.happypancake.seeder.log.SeedHistory.PastRun;
import com.happypancake.seeder.log.SeedHistory.PastSeed;
import com.happypancake.seeder.log.SeedLogFolder;
import com.happypancake.seeder.run.LedgerStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hpc seed status}: shows a seed log, its run and the broker's ledger. */
@Command(
    name = "status",
    header = "Show how far the seeds of a log are.",
    description =
        "Reads the log's folder. With --broker it also asks the broker's ledger, and says where log"
            + " and ledger contradict each other. Disturbs no run.",
    footer = {
      "  hpc seed status events/hpc.seedlog",
      "  hpc seed status events/hpc.seedlog --broker amqp://localhost",
      "  hpc seed status events/hpc.seedlog --json",
      "  watch -n 10 ./hpc seed status events/hpc.seedlog"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class SeedStatusCommand extends SeedLogCommand {

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description =
          "Ask this broker, too: what its ledger knows, and whether a seeder holds its lock. As in"
              + " hpc seed.")
  private @Nullable String broker;

  @Mixin private BrokerAccessOptions access;

  @Option(names = "--json", order = 60, description = "Print it for programs.")
  private boolean asJson;

  @Override
  protected void run() throws Exception {
    ControlFolder folder = folder();
    Asked asked = ask();
    boolean runs = folder.isRunning();
    Optional<SeedSnapshot> now = folder.state().filter(state -> runs).map(SeedState::snapshot);
    Collection<PastSeed> seeds = history().seeds();
    if (asJson) {
      output().line(json(runs, folder.isPaused(), now, seeds, asked));
    } else {
      print("%s: %s", log(), headline(runs, folder.isPaused(), now));
      if (now.isPresent()) {
        print(now.get());
      }
      print(asked);
      print(seeds, asked.status());
    }
    output().flush();
    if (asked.failure().isPresent()) {
      throw asked.failure().get();
    }
  }

  private SeedHistory history() throws IOException {
    SeedHistory history = new SeedHistory();
    SeedLogFolder.read(log(), history::add);
    return history;
  }

  /**
   * What the broker answered.
   *
   * @param status empty if it was not asked or did not answer
   * @param failure why it did not answer
   */
  private record Asked(Optional<LedgerStatus> status, Optional<BrokerException> failure) {}

  private Asked ask() throws CommandException, IOException, InterruptedException {
    if (broker == null) {
      return new Asked(Optional.empty(), Optional.empty());
    }
    BrokerAddress address = access.address(context(), broker);
    BrokerTopology topology = access.topology();
    Optional<LogOpened> opened = history().opened();
    if (opened.isPresent()
        && (!opened.get().getExchange().equals(topology.exchange())
            || !opened.get().getVirtualHost().equals(address.virtualHost()))) {
      throw CommandException.usage(
          "%s: its seeds go to exchange '%s' in virtual host '%s', and the options name exchange"
              + " '%s' in virtual host '%s'; give --prefix and --vhost of the seed",
          log(),
          opened.get().getExchange(),
          opened.get().getVirtualHost(),
          topology.exchange(),
          address.virtualHost());
    }
    try {
      return new Asked(Optional.of(LedgerStatus.of(log(), address, topology)), Optional.empty());
    } catch (BrokerException e) {
      return new Asked(Optional.empty(), Optional.of(e));
    }
  }

  private void print(Asked asked) throws IOException {
    if (asked.status().isEmpty()) {
      line(
          "ledger",
          "%s",
          asked.failure().isPresent()
              ? "not known: the broker did not tell"
              : "not asked: --broker asks it");
      return;
    }
    LedgerStatus status = asked.status().get();
    line(
        "ledger",
        "incarnation %s, renewal %d",
        status.ledger().getIncarnation(),
        status.ledger().getRenewal());
    line("lock", "%s", status.isLocked() ? "a seeder holds it" : "no seeder holds it");
    if (status.conflict().isPresent()) {
      line("conflict", "%s", status.conflict().get());
    }
  }

  private void print(Collection<PastSeed> seeds, Optional<LedgerStatus> status) throws IOException {
    if (seeds.isEmpty()) {
      return;
    }
    output().line("");
    Table table =
        status.isPresent()
            ? new Table("SEED", "CONFIRMED", "PREFIX", "OF", "RUNS", "STATE", "IN THE LEDGER")
            : new Table("SEED", "CONFIRMED", "PREFIX", "OF", "RUNS", "STATE");
    for (PastSeed seed : seeds) {
      List<Object> cells = new ArrayList<>();
      cells.add(seed.begun().getName());
      cells.add(seed.progress().getConfirmed());
      cells.add(seed.progress().getPrefix());
      cells.add(total(seed));
      cells.add(seed.runs().size());
      cells.add(state(seed));
      status.ifPresent(
          known ->
              cells.add(
                  known.seed(seed.begun().getName()).map(SeedStatusCommand::text).orElse("-")));
      table.add(cells.toArray());
    }
    table.print(output());
  }

  private static String text(LedgerSeed seed) {
    return String.format(
        Locale.ROOT,
        "%d confirmed, prefix %d%s",
        seed.getConfirmed(),
        seed.getPrefix(),
        seed.getFinished() ? ", finished" : "");
  }

  private String headline(boolean runs, boolean paused, Optional<SeedSnapshot> now) {
    String words =
        runs
            ? now.map(state -> state.phase().name().toLowerCase(Locale.ROOT)).orElse("begins")
            : "no seeder runs there";
    return paused ? words + "; paused until hpc seed continue " + log() : words;
  }

  private void print(SeedSnapshot now) throws IOException {
    Counts counts = now.counts();
    line("seed", "%s", now.name());
    line(
        "confirmed",
        "%d of %d; all up to ordinal %d of %d",
        counts.confirmed(),
        counts.total(),
        counts.prefix(),
        counts.lastOrdinal());
    OptionalDouble planned = now.rates().planned();
    line(
        "rate",
        "%s/s sent, %s/s confirmed, %s planned",
        SnapshotText.number(now.rates().sent()),
        SnapshotText.number(now.rates().confirmed()),
        planned.isPresent() ? SnapshotText.number(planned.getAsDouble()) + "/s" : "no limit");
    line("plan", "%s", now.plan());
    if (now.limit().isPresent()) {
      line("held back", "%s", now.limit().get());
    }
    line("in flight", "%d", counts.inFlight());
    line(
        "latency",
        "%.1f ms (median), %.1f ms (99%%), %.1f ms (most)",
        now.latency().p50Micros() / 1e3,
        now.latency().p99Micros() / 1e3,
        now.latency().maxMicros() / 1e3);
    if (!now.depths().isEmpty()) {
      line(
          "queues",
          "%s",
          now.depths().stream().map(SeedStatusCommand::text).collect(Collectors.joining(", ")));
    }
    line(
        "this run",
        "%d sent, %d repeated, %d returned, %d refused, %d incidents",
        counts.sentInRun(),
        counts.repeatedInRun(),
        counts.returned(),
        counts.nacked(),
        now.incidents());
    line(
        "time",
        "%s so far, %s left",
        Quantities.duration(now.elapsed()),
        now.remaining().map(Quantities::duration).orElse("an unknown time"));
    line("as of", "%s", now.time());
  }

  private static String text(QueueDepth depth) {
    return depth.queue() + " " + depth.messages();
  }

  private void line(String name, String format, Object... values) throws IOException {
    print("%-10s %s", name, String.format(Locale.ROOT, format, values));
  }

  private static long total(PastSeed seed) {
    return seed.begun().getByTypeList().stream().mapToLong(Count::getEvents).sum();
  }

  /** Returns how a seed stands by the log alone. */
  private static String state(PastSeed seed) {
    if (seed.isFinished()) {
      return "finished";
    }
    return seed.runs().stream()
        .reduce((first, second) -> second)
        .flatMap(PastRun::stopped)
        .map(stopped -> "stopped: " + stopped.getWhat())
        .orElse("unfinished");
  }

  private static String json(
      boolean runs,
      boolean paused,
      Optional<SeedSnapshot> now,
      Collection<PastSeed> seeds,
      Asked asked) {
    JsonObject json = new JsonObject();
    json.addProperty("running", runs);
    json.addProperty("paused", paused);
    now.ifPresent(snapshot -> json.add("run", SnapshotJson.of(snapshot)));
    JsonArray array = new JsonArray();
    for (PastSeed seed : seeds) {
      JsonObject each = new JsonObject();
      each.addProperty("name", seed.begun().getName());
      each.addProperty("eventsDigest", seed.begun().getEventsDigest());
      each.addProperty("confirmed", seed.progress().getConfirmed());
      each.addProperty("total", total(seed));
      each.addProperty("prefix", seed.progress().getPrefix());
      each.addProperty("runs", seed.runs().size());
      each.addProperty("finished", seed.isFinished());
      array.add(each);
    }
    json.add("seeds", array);
    if (asked.status().isPresent()) {
      LedgerStatus status = asked.status().get();
      json.add("ledger", LedgerJson.of(status.ledger()));
      json.addProperty("locked", status.isLocked());
      status.conflict().ifPresent(text -> json.addProperty("conflict", text));
    }
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
  }
}
