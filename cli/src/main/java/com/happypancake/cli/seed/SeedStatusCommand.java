package com.happypancake.cli.seed;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.console.Table;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Counts;
import com.happypancake.seeder.SeedSnapshot.QueueDepth;
import com.happypancake.seeder.control.ControlFolder;
import com.happypancake.seeder.control.SeedState;
import com.happypancake.seeder.control.SnapshotJson;
import com.happypancake.seeder.log.SeedHistory;
import com.happypancake.seeder.log.SeedHistory.PastRun;
import com.happypancake.seeder.log.SeedHistory.PastSeed;
import com.happypancake.seeder.log.SeedLogFolder;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hpc seed status}: shows a seed log and its run. */
@Command(
    name = "status",
    header = "Show how far the seeds of a log are.",
    description = "Reads only the log's folder, and disturbs no run.",
    footer = {
      "  hpc seed status events/hpc.seedlog",
      "  hpc seed status events/hpc.seedlog --json",
      "  watch -n 10 ./hpc seed status events/hpc.seedlog"
    })
public final class SeedStatusCommand extends SeedLogCommand {

  @Option(names = "--json", order = 60, description = "Print it for programs.")
  private boolean asJson;

  @Override
  protected void run() throws IOException {
    ControlFolder folder = folder();
    boolean runs = folder.isRunning();
    Optional<SeedSnapshot> now = folder.state().filter(state -> runs).map(SeedState::snapshot);
    SeedHistory history = new SeedHistory();
    SeedLogFolder.read(log(), history::add);
    Collection<PastSeed> seeds = history.seeds();
    if (asJson) {
      output().line(json(runs, folder.isPaused(), now, seeds));
      return;
    }
    print("%s: %s", log(), headline(runs, folder.isPaused(), now));
    if (now.isPresent()) {
      print(now.get());
    }
    if (!seeds.isEmpty()) {
      output().line("");
      Table table = new Table("SEED", "CONFIRMED", "OF", "RUNS", "STATE");
      seeds.forEach(
          seed ->
              table.add(
                  seed.begun().getName(),
                  seed.progress().getConfirmed(),
                  total(seed),
                  seed.runs().size(),
                  state(seed)));
      table.print(output());
    }
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
      boolean runs, boolean paused, Optional<SeedSnapshot> now, Collection<PastSeed> seeds) {
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
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
  }
}
