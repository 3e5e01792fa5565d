package com.happypancake.seeder.run;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.seed.Transport;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.LedgerQueue;
import com.happypancake.seeder.broker.SeederConnection;
import com.happypancake.seeder.broker.TopologyFinding;
import com.happypancake.seeder.event.EventFolder;
import com.happypancake.seeder.event.EventFolder.CheckProgress;
import com.happypancake.seeder.event.WireFormat.BodyFormat;
import com.happypancake.seeder.log.SeedDecision;
import com.happypancake.seeder.log.SeedHistory;
import com.happypancake.seeder.log.SeedLogFolder;
import com.happypancake.seeder.pace.RatePlan;
import com.happypancake.seeder.run.SeedForecast.Figures;
import com.happypancake.seeder.run.SeedForecast.Finding;
import com.happypancake.seeder.run.SeedForecast.QueueForecast;
import com.happypancake.seeder.run.SeedForecast.Status;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks a seed before it runs, by the decisions of the run itself. Publishes nothing, and writes
 * neither log nor ledger. An object checks once. Not thread-safe.
 */
public final class SeedCheck {

  private final Seeding seeding;
  private final Clock clock;
  private final List<Finding> findings = new ArrayList<>();
  private final List<QueueForecast> queues = new ArrayList<>();
  private Optional<Exception> refusal = Optional.empty();
  private OptionalLong usableBytes = OptionalLong.empty();

  /**
   * Creates a check.
   *
   * @param clock when the seed would begin, which counts for the hours of its plan
   */
  public SeedCheck(Seeding seeding, Clock clock) {
    this.seeding = seeding;
    this.clock = clock;
  }

  /**
   * Checks the seed.
   *
   * @param progress receives how far the folder's files are checked
   * @throws RefusedFolderException if the folder is no finished folder of events
   * @throws DamagedDumpException if its manifest is damaged
   * @throws IOException if the folder or the log can't be read
   * @throws InterruptedException if the thread was interrupted
   */
  public SeedForecast check(CheckProgress progress) throws IOException, InterruptedException {
    EventFolder folder = EventFolder.open(seeding.what().events());
    if (SeedLogFolder.isInUse(seeding.where().log())) {
      refuse("log", SeedLogFolder.inUse(seeding.where().log()));
    }
    List<Count> counts =
        checkFiles(folder, progress)
            ? SeedPreparation.counts(seeding, folder)
            : SeedPreparation.knownCounts(seeding, folder).orElse(List.of());
    OptionalLong confirmed = checkBroker(folder, counts);
    return new SeedForecast(findings, queues, figures(counts, confirmed), refusal);
  }

  private boolean checkFiles(EventFolder folder, CheckProgress progress)
      throws IOException, InterruptedException {
    try {
      folder.check(progress);
      add(
          Status.OK,
          "folder",
          "%s: its files, %d, are as the manifest says, with %d events",
          seeding.what().events(),
          folder.dump().parts().size(),
          folder.events());
      return true;
    } catch (DamagedDumpException e) {
      refuse("folder", e);
      return false;
    }
  }

  /** Returns how many of the seed's events are confirmed; empty if unknown. */
  private OptionalLong checkBroker(EventFolder folder, List<Count> counts)
      throws IOException, InterruptedException {
    try (SeedWatch watch = SeedWatch.open(seeding, seeding.where().topology())) {
      add(
          Status.OK,
          "broker",
          "%s answers at %s",
          BrokerConnections.product(watch.connection()),
          seeding.where().broker());
      checkLock(watch);
      OptionalLong confirmed = decide(folder, watch);
      Map<String, Long> bytes = Map.of();
      if (!counts.isEmpty()) {
        SeedVolume volume = SeedVolume.of(seeding, folder, counts, confirmed.orElse(0));
        bytes = volume.bytes();
        volume
            .messages()
            .forEach(
                (queue, messages) ->
                    queues.add(new QueueForecast(queue, messages, volume.bytes(messages))));
      }
      checkTopology(
          watch, SeedPreparation.knownCounts(seeding, folder).isPresent() ? bytes : Map.of());
      sayDisk(bytes.values().stream().mapToLong(Long::longValue).sum());
      return confirmed;
    } catch (BrokerException e) {
      refuse("broker", e);
      add(Status.UNCHECKED, "broker", "ledger, topology and disk, since the broker was not asked");
      return OptionalLong.empty();
    }
  }

  private void checkLock(SeedWatch watch) throws BrokerException, InterruptedException {
    BrokerAddress broker = seeding.where().broker();
    String lock = seeding.where().topology().lock();
    if (SeederConnection.isHeld(broker, watch.connection(), lock)) {
      refuse(
          "lock",
          new BrokerException(
              Kind.REFUSED,
              broker,
              "a seeder holds the lock '"
                  + lock
                  + "'; stop it with 'hpc seed stop'. The broker gives the lock of a seeder that was"
                  + " killed free within "
                  + seeding.engine().ghostTimeout().toSeconds()
                  + " s"));
    }
  }

  private OptionalLong decide(EventFolder folder, SeedWatch watch)
      throws IOException, BrokerException, InterruptedException {
    SeedHistory history = new SeedHistory();
    SeedLogFolder.read(seeding.where().log(), history::add);
    SeedDecision decision;
    try {
      LedgerQueue queue =
          new LedgerQueue(seeding.where().broker(), seeding.where().topology().ledger());
      decision =
          SeedPreparation.of(seeding, folder, history, queue.read(watch.connection())).decision();
    } catch (BrokerException e) {
      if (e.kind() != Kind.TOPOLOGY) {
        throw e;
      }
      refuse("ledger", e);
      return OptionalLong.empty();
    } catch (RefusedFolderException e) {
      refuse("folder", e);
      return OptionalLong.empty();
    }
    if (decision instanceof SeedDecision.Refuse refuse) {
      refuse("ledger", new BrokerException(Kind.REFUSED, seeding.where().broker(), refuse.why()));
      return OptionalLong.empty();
    }
    if (decision instanceof SeedDecision.Resume resume) {
      add(
          Status.OK,
          "ledger",
          "seed '%s' would go on behind ordinal %d; %d of its events are confirmed",
          resume.seed().getName(),
          resume.progress().getPrefix(),
          resume.progress().getConfirmed());
      if (!resume.note().isEmpty()) {
        add(Status.WARNING, "ledger", "%s", resume.note());
      }
      return OptionalLong.of(resume.progress().getConfirmed());
    }
    add(
        Status.OK,
        "ledger",
        "seed '%s' would begin",
        ((SeedDecision.Begin) decision).seed().getName());
    return OptionalLong.of(0);
  }

  private void checkTopology(SeedWatch watch, Map<String, Long> bytes)
      throws BrokerException, InterruptedException {
    List<TopologyFinding> found = watch.look(bytes);
    for (TopologyFinding each : found) {
      boolean stops = watch.stops(each);
      Status status =
          stops
              ? Status.REFUSED
              : each.kind() == TopologyFinding.Kind.UNCHECKED ? Status.UNCHECKED : Status.WARNING;
      findings.add(new Finding(status, each.subject(), each.text(), each.allowName()));
    }
    if (refusal.isEmpty()) {
      refusal = watch.refusal(found).map(each -> each);
    }
    if (found.isEmpty()) {
      add(
          Status.OK,
          "topology",
          "exchange '%s', its queues and bindings are as they should be, and nothing on them loses"
              + " events",
          seeding.where().topology().exchange());
    }
    if (seeding.where().transport() == Transport.TRANSPORT_STREAM) {
      add(
          Status.UNCHECKED,
          "stream",
          "the stream's protocol and port, to which a check does not connect");
    }
    for (String each : watch.unheld()) {
      add(Status.UNCHECKED, "depth", "%s", each);
    }
    usableBytes = watch.usableBytes();
  }

  private void sayDisk(long bytes) {
    if (usableBytes.isEmpty()) {
      add(Status.UNCHECKED, "disk", "what the broker's disk can store is not known");
    }
    if (bytes == 0) {
      return;
    }
    add(
        Status.OK,
        "disk",
        "what would be sent takes about %d MB in queues that nobody drains: for each message the mean"
            + " body in protobuf and %d bytes, as measured for classic queues in docs/topology.md%s",
        bytes / 1_000_000,
        SeedVolume.overhead(seeding),
        usableBytes.isPresent()
            ? "; the fullest node can store " + usableBytes.getAsLong() / 1_000_000 + " MB"
            : "");
    if (seeding.body() == BodyFormat.JSON) {
      add(
          Status.UNCHECKED,
          "disk",
          "bodies are larger in JSON than in protobuf; by how much is not known");
    }
  }

  private Figures figures(List<Count> counts, OptionalLong confirmed) {
    OptionalLong events =
        counts.isEmpty() ? OptionalLong.empty() : OptionalLong.of(SeedPreparation.total(counts));
    OptionalLong left =
        events.isPresent() && confirmed.isPresent()
            ? OptionalLong.of(Math.max(0, events.getAsLong() - confirmed.getAsLong()))
            : OptionalLong.empty();
    Optional<Duration> time = left.isPresent() ? time(left.getAsLong()) : Optional.empty();
    if (left.isPresent()) {
      add(
          time.isPresent() ? Status.OK : Status.UNCHECKED,
          "time",
          "%d events are left; %s",
          left.getAsLong(),
          time.map(each -> "the plan takes " + words(each) + " for them")
              .orElse("how long they take is not known, as the plan sets no rate"));
    }
    OptionalLong bytes =
        queues.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(queues.stream().mapToLong(QueueForecast::bytes).sum());
    return new Figures(events, left, time, bytes, usableBytes);
  }

  private Optional<Duration> time(long left) {
    RatePlan plan = seeding.pace().plan();
    if (plan instanceof RatePlan.Unlimited) {
      return Optional.empty();
    }
    Duration work = Duration.ofNanos(plan.dueNanos(left));
    Instant now = clock.instant();
    return Optional.of(
        seeding
            .pace()
            .hours()
            .map(hours -> Duration.between(now, hours.end(now, work)))
            .orElse(work));
  }

  private static String words(Duration time) {
    return time.toMinutes() == 0
        ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3)
        : String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart());
  }

  private void refuse(String subject, Exception why) {
    add(Status.REFUSED, subject, "%s", String.valueOf(why.getMessage()));
    if (refusal.isEmpty()) {
      refusal = Optional.of(why);
    }
  }

  private void add(Status status, String subject, String format, Object... values) {
    findings.add(
        new Finding(status, subject, String.format(Locale.ROOT, format, values), Optional.empty()));
  }
}
