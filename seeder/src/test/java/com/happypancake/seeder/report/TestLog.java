package com.happypancake.seeder.report;

import com.google.protobuf.Timestamp;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.seed.Depth;
import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.LogEntry;
import com.happypancake.schemas.seed.LogOpened;
import com.happypancake.schemas.seed.Order;
import com.happypancake.schemas.seed.Progress;
import com.happypancake.schemas.seed.QueueProof;
import com.happypancake.schemas.seed.RunStarted;
import com.happypancake.schemas.seed.RunStopped;
import com.happypancake.schemas.seed.Sample;
import com.happypancake.schemas.seed.SeedBegun;
import com.happypancake.schemas.seed.SeedFinished;
import com.happypancake.schemas.seed.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Writes the entries of a seed log into a reader, with a time that passes with its samples. */
final class TestLog {

  static final Instant START = Instant.parse("2026-01-02T22:00:00Z");

  private final SeedLogReader reader = new SeedLogReader();
  private Instant now = START;
  private long confirmed;

  TestLog() {
    add(
        LogEntry.newBuilder()
            .setOpened(
                LogOpened.newBuilder()
                    .setVersion(1)
                    .setIncarnation("0123456789abcdef")
                    .setVirtualHost("/")
                    .setExchange("hpc.events")));
  }

  private void add(LogEntry.Builder entry) {
    reader.add(
        entry
            .setTime(
                Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
            .build());
  }

  TestLog pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  TestLog begin(String name, long events) {
    add(
        LogEntry.newBuilder()
            .setBegun(
                SeedBegun.newBuilder()
                    .setName(name)
                    .setEventsDigest("e3b0c44298fc1c14")
                    .setOrder(Order.ORDER_GLOBAL)
                    .setTransport(Transport.TRANSPORT_AMQP)
                    .setAttempt(1)
                    .setLastOrdinal(events)
                    .addByType(Count.newBuilder().setType("chat.message-sent").setEvents(events))));
    confirmed = 0;
    return this;
  }

  TestLog start(String name, String plan, String... unchecked) {
    add(
        LogEntry.newBuilder()
            .setStarted(
                RunStarted.newBuilder()
                    .setName(name)
                    .setPlan(plan)
                    .setWindow(2_000)
                    .setBroker("RabbitMQ 3.10.8")
                    .addAllUnchecked(List.of(unchecked))));
    return this;
  }

  /** Adds a sample, after its time, and the progress. */
  TestLog sample(Duration time, double rate, double planned, String limit) {
    pass(time);
    long sent = Math.round(rate * time.toMillis() / 1e3);
    confirmed += sent;
    add(
        LogEntry.newBuilder()
            .setProgress(
                Progress.newBuilder()
                    .setPrefix(confirmed)
                    .setConfirmed(confirmed)
                    .setSentTo(confirmed + 500)));
    Sample.Builder sample =
        Sample.newBuilder()
            .setMillis(time.toMillis())
            .setSent(sent)
            .setConfirmed(sent)
            .setP50Micros(1_500)
            .setP99Micros(9_000 + Math.round(rate))
            .setMaxMicros(40_000)
            .setLimit(limit)
            .addDepths(
                Depth.newBuilder().setQueue("news").setMessages(Math.min(45_000, confirmed / 100)));
    if (planned > 0) {
      sample.setPlannedRate(planned);
    }
    add(LogEntry.newBuilder().setSample(sample));
    return this;
  }

  TestLog incident(Incident.Kind kind, String what, long millis) {
    add(
        LogEntry.newBuilder()
            .setIncident(Incident.newBuilder().setKind(kind).setWhat(what).setMillis(millis)));
    return this;
  }

  TestLog stop(RunStopped.Reason reason, String what) {
    RunStopped.Builder stopped = RunStopped.newBuilder().setReason(reason).setWhat(what);
    if (reason == RunStopped.Reason.REASON_COMPLETE) {
      stopped
          .addNotes("all seconds were within 1 % of the plan")
          .addProofs(
              QueueProof.newBuilder()
                  .setQueue("news")
                  .setExpected(12_000)
                  .setProved(true)
                  .setText("ready count rose by 12000"))
          .addProofs(
              QueueProof.newBuilder().setQueue("chat").setExpected(9).setText("it has a consumer"));
    }
    add(LogEntry.newBuilder().setStopped(stopped));
    return this;
  }

  TestLog finish(String name) {
    add(LogEntry.newBuilder().setFinished(SeedFinished.newBuilder().setName(name)));
    return this;
  }

  SeedLogReport report() {
    return reader.report(now);
  }

  /** Returns a log of a killed run, a stopped one with a stall, and one that ended the seed. */
  static TestLog ofThreeRuns() {
    TestLog log = new TestLog().begin("fi", 252_000).start("fi", "1000", "bindings: no answer");
    for (int i = 0; i < 60; i++) {
      log.sample(Duration.ofSeconds(1), 1_000, 1_000, "");
    }
    log.incident(Incident.Kind.KIND_DISCONNECTED, "connection reset", 0).pass(Duration.ofDays(3));
    log.start("fi", "1000");
    for (int i = 0; i < 60; i++) {
      log.sample(
          Duration.ofSeconds(1),
          i / 10 == 3 ? 0 : 700,
          1_000,
          "queue news holds " + (45_000 + i) + " of at most 50000 messages");
    }
    log.stop(RunStopped.Reason.REASON_STOPPED, "hpc seed stop").pass(Duration.ofMinutes(5));
    log.start("fi", "100..9900/1m, 9900");
    for (int i = 0; i < 157; i++) {
      log.sample(Duration.ofSeconds(1), 1_000, 1_000, "");
    }
    return log.stop(RunStopped.Reason.REASON_COMPLETE, "").finish("fi");
  }
}
