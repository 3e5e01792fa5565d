package com.happypancake.seeder.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.Progress;
import com.happypancake.schemas.seed.RunStopped.Reason;
import com.happypancake.seeder.pace.Pacer;
import com.happypancake.seeder.pace.RatePlan;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the simulation does not reach: hours of waiting, and streams. */
class SeedEngineTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final SeedEngine<String> engine =
      new SeedEngine<>(
          new EngineSettings(
              10,
              true,
              Duration.ofSeconds(60),
              Duration.ofHours(1),
              Duration.ofSeconds(30),
              Duration.ofSeconds(5)),
          Progress.getDefaultInstance(),
          0,
          Optional.empty(),
          100,
          new Pacer(RatePlan.of(1), 0, 0),
          0);

  @Test
  void aLinkThatStaysLostIsGivenUp() {
    int link = engine.connected(0);
    engine.lost(link, "cut", 1);
    assertThat(engine.next(HOUR)).isInstanceOf(Step.Connect.class);
    assertThat(engine.next(HOUR + 2))
        .isEqualTo(new Step.End(Reason.REASON_GAVE_UP, "nothing was confirmed for 3600 s; cut"));
  }

  @Test
  void theTimeInWhichTheRunIsHeldIsNoTrouble() {
    int link = engine.connected(0);
    engine.lost(link, "cut", 1);
    engine.connected(2);
    engine.hold(RunHold.CLOSED_HOURS, 3);
    assertThat(engine.next(18 * HOUR)).isInstanceOf(Step.Wait.class);
    engine.hold(RunHold.NONE, 18 * HOUR);
    assertThat(engine.next(18 * HOUR + 1)).isInstanceOf(Step.Load.class);
    assertThat(engine.next(19 * HOUR + 1)).isInstanceOf(Step.End.class);
  }

  @Test
  void theTimeUnderAnAlarmIsNoTrouble() {
    int link = engine.connected(0);
    engine.lost(link, "cut", 1);
    int next = engine.connected(2);
    engine.blocked(next, Optional.of("low on disk"), 3);
    assertThat(engine.next(5 * HOUR)).isInstanceOf(Step.Wait.class);
    assertThat(engine.overdue(5 * HOUR)).isEmpty();
    engine.blocked(next, Optional.empty(), 5 * HOUR);
    assertThat(engine.next(6 * HOUR)).isInstanceOf(Step.Load.class);
  }

  @Test
  void anEventThatAStreamRefusedIsForTheLogAndIsSentAgain() {
    int link = engine.connected(0);
    assertThat(engine.next(0)).isInstanceOf(Step.Load.class);
    engine.loaded(1, "event");
    assertThat(engine.next(0)).isEqualTo(new Step.Publish(1));
    engine.writing(1, 0);
    engine.written();
    engine.refused(1, "code 18");
    engine.lost(link, "the broker refused event 1", 1);
    assertThat(engine.takeIncidents())
        .first()
        .isEqualTo(
            Incident.newBuilder()
                .setKind(Incident.Kind.KIND_NACKED)
                .setWhat("the broker refused event 1: code 18")
                .setOrdinal(1)
                .build());
    engine.connected(HOUR / 2);
    assertThat(engine.next(HOUR / 2)).isEqualTo(new Step.Publish(1));
  }

  @Test
  void aLockThatIsHeldLongerThanByAGhostEndsTheRun() {
    engine.notConnected(Transport.LinkException.Kind.LOCKED, "another seeder publishes", 0);
    long later = TimeUnit.SECONDS.toNanos(31);
    assertThat(engine.next(later)).isInstanceOf(Step.Connect.class);
    engine.notConnected(Transport.LinkException.Kind.LOCKED, "another seeder publishes", later);
    assertThat(engine.next(later))
        .isEqualTo(new Step.End(Reason.REASON_FAILED, "another seeder publishes"));
  }

  @Test
  void aWriteThatTakesLongIsCutOnlyIfNoAnswerComesMeanwhile() {
    int link = engine.connected(0);
    assertThat(engine.next(0)).isInstanceOf(Step.Load.class);
    engine.loaded(1, "event 1");
    assertThat(engine.next(0)).isEqualTo(new Step.Publish(1));
    engine.writing(1, 0);
    engine.written();
    engine.loaded(2, "event 2");
    assertThat(engine.next(SECOND)).isEqualTo(new Step.Publish(2));
    engine.writing(2, SECOND);
    engine.confirmed(link, new long[] {1}, 1, 59 * SECOND);
    assertThat(engine.overdue(119 * SECOND)).isEmpty();
    assertThat(engine.overdue(119 * SECOND + 1)).contains("the broker read nothing for 60 s");
  }
}
