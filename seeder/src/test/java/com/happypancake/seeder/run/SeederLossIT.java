package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedReport;
import com.happypancake.seeder.SeedReport.Outcome;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.pace.ConfirmTracker.Confirms;
import com.happypancake.seeder.pace.EventRate;
import com.rabbitmq.client.GetResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What happens when the network or the broker fails during a run. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class SeederLossIT {

  private static final int EVENTS = 3_000;
  private static final int WINDOW = 2_000;

  @RegisterExtension final TestBroker broker = new TestBroker();

  private final Path temporary;
  private final RecordedEvents events = new RecordedEvents();
  private final Seeder seeder = new Seeder(System::nanoTime);

  SeederLossIT(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  private Seeding.Builder seeding(BrokerProxy proxy) {
    return Seeding.builder(temporary.resolve("events"), proxy.address()).prefix(broker.prefix());
  }

  @Test
  void afterACutAtAnyMomentTheReportedOrdinalContinuesAndNothingIsMissing() throws Exception {
    cutAndContinue();
  }

  @Tag("slow")
  @RepeatedTest(60)
  void afterManyCutsNothingIsEverMissing() throws Exception {
    cutAndContinue();
  }

  private void cutAndContinue() throws Exception {
    TestEvents.write(temporary.resolve("events"), EVENTS);
    broker.declare();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (BrokerProxy proxy = new BrokerProxy(broker.address())) {
      // 3,000 events take about 1.4 MB, after the topology check.
      proxy.cutAfter(10_000 + random.nextInt(1_000_000));
      assertThatThrownBy(() -> seeder.seed(seeding(proxy).build(), events))
          .as("seed %d", seed)
          .isInstanceOf(BrokerException.class)
          .satisfies(e -> assertThat(((BrokerException) e).kind()).isEqualTo(lostKind()))
          .hasMessageStartingWith(proxy.address() + ": ")
          .hasMessageContaining("--from-ordinal " + resume() + " continues");
    }

    SeedReport lost = events.report().orElseThrow();
    assertThat(lost.outcome()).isEqualTo(Outcome.LOST);
    assertThat(lost.confirms().sent()).isBetween(1L, (long) EVENTS);
    // Some events after the position may be confirmed, because queues confirm independently.
    assertThat(lost.resumeOrdinal() - 1 + lost.mayRepeat()).isEqualTo(lost.confirms().sent());
    assertThat(lost.mayRepeat()).isBetween(lost.confirms().inFlight(), (long) WINDOW);
    SeedReport rest =
        seeder.seed(
            Seeding.builder(temporary.resolve("events"), broker.address())
                .prefix(broker.prefix())
                .firstOrdinal(lost.resumeOrdinal())
                .build(),
            event -> {});
    assertThat(rest.outcome()).isEqualTo(Outcome.COMPLETE);
    expectAllEventsAtLeastOnce(lost);
  }

  private static BrokerException.Kind lostKind() {
    return BrokerException.Kind.LOST;
  }

  private String resume() {
    return events.report().map(each -> String.valueOf(each.resumeOrdinal())).orElse("");
  }

  private void expectAllEventsAtLeastOnce(SeedReport lost) throws Exception {
    Map<Long, String> ids = new HashMap<>();
    long repeated = 0;
    List<GetResponse> messages = broker.drain("audit");
    for (GetResponse message : messages) {
      long ordinal =
          Long.parseLong(String.valueOf(message.getProps().getHeaders().get("hpc-ordinal")));
      String id = message.getProps().getMessageId();
      String before = ids.putIfAbsent(ordinal, id);
      if (before != null) {
        repeated++;
        assertThat(id).isEqualTo(before);
        assertThat(ordinal)
            .isBetween(lost.resumeOrdinal(), lost.resumeOrdinal() + lost.mayRepeat() - 1);
      }
    }
    assertThat(ids).hasSize(EVENTS);
    assertThat(repeated).isLessThanOrEqualTo(lost.mayRepeat());
  }

  @Test
  void aBrokerThatFallsSilentIsLostAfterTheTimeOut() throws Exception {
    TestEvents.write(temporary.resolve("events"), EVENTS);
    broker.declare();
    try (BrokerProxy proxy = new BrokerProxy(broker.address())) {
      events.when(SeedEvent.Checked.class, checked -> proxy.fallSilent());
      assertThatThrownBy(
              () ->
                  seeder.seed(
                      seeding(proxy).window(100).confirmTimeout(Duration.ofSeconds(1)).build(),
                      events))
          .isInstanceOf(BrokerException.class)
          .hasMessage(
              proxy.address()
                  + ": no confirm for 1 s; all events before ordinal 1 are confirmed; of the 100"
                  + " sent from there on, 100 may or may not have arrived; --from-ordinal 1"
                  + " continues and repeats at most these 100, with the same message ids");
    }
    SeedReport lost = events.report().orElseThrow();
    assertThat(lost.confirms()).isEqualTo(new Confirms(100, 0, 0, 0, 1));
  }

  @Test
  void aBrokerThatBlocksPausesTheRunAndIsSaidToBlock() throws Exception {
    TestEvents.write(temporary.resolve("events"), EVENTS);
    broker.declare();
    try (BrokerProxy proxy = new BrokerProxy(broker.address())) {
      events.when(
          SeedEvent.Progress.class,
          progress -> {
            switch (events.all(SeedEvent.Progress.class).size()) {
              case 1 -> proxy.block("low on memory");
              case 3 -> proxy.unblock();
              default -> {}
            }
          });
      SeedReport report =
          seeder.seed(
              seeding(proxy)
                  .rate(new EventRate.PerSecond(1_000))
                  .confirmTimeout(Duration.ofMillis(900))
                  .build(),
              events);
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.throughput().blocked()).isPositive();
      assertThat(report.preflight().unchecked())
          .singleElement()
          .asString()
          .endsWith("so the address of its management API is not known");
      assertThat(report.throughput().slipped()).isPositive();
    }
    List<SeedEvent.Progress> progress = events.all(SeedEvent.Progress.class);
    assertThat(progress.get(0).blocked()).isEmpty();
    assertThat(progress.get(1).blocked()).contains("low on memory");
    assertThat(progress.get(2).blocked()).contains("low on memory");
    assertThat(progress.get(2).confirms().sent()).isEqualTo(progress.get(1).confirms().sent());
    assertThat(progress.get(2).remaining()).isEmpty();
  }
}
