package com.happypancake.seeder.control;

import com.happypancake.seeder.SeedControl;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Counts;
import com.happypancake.seeder.SeedSnapshot.Phase;
import com.happypancake.seeder.SeedSnapshot.QueueDepth;
import com.happypancake.seeder.SeedSnapshot.Rates;
import com.happypancake.seeder.pace.LatencySummary;
import com.happypancake.seeder.pace.RatePlan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A run that publishes nothing, moves with the clock, and keeps what was asked of it. */
final class FakeSeed implements SeedControl {

  /** The calls in their order: {@code pause}, {@code rate 2000}. */
  final Queue<String> calls = new ConcurrentLinkedQueue<>();

  private final Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private volatile RatePlan plan = RatePlan.parse("2000");
  private volatile Phase phase = Phase.RUNNING;

  @Override
  public SeedSnapshot snapshot() {
    Duration elapsed = Duration.between(begun, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    double rate = phase == Phase.RUNNING ? plan.rateAt(0).orElse(9000) : 0;
    long confirmed = 40_000 + elapsed.toMillis();
    return new SeedSnapshot(
        begun.plus(elapsed),
        "fi-20260101",
        phase,
        plan.toString(),
        new Counts(100_000, confirmed, confirmed, 100_000, 120, confirmed + 120, 3, 1, 2),
        new Rates(rate, rate, plan.rateAt(0)),
        new LatencySummary(1_500, 2_000, 9_000, 12_000, 30_000),
        List.of(new QueueDepth("news", 4_000 + elapsed.toSeconds()), new QueueDepth("chat", 17)),
        Optional.of("queue news holds 50000 messages"),
        elapsed,
        Optional.of(Duration.ofMinutes(90)),
        4);
  }

  @Override
  public void rate(RatePlan given) {
    plan = given;
    calls.add("rate " + given);
  }

  @Override
  public void pause() {
    phase = Phase.PAUSED;
    calls.add("pause");
  }

  @Override
  public void resume() {
    phase = Phase.RUNNING;
    calls.add("resume");
  }

  @Override
  public void stop() {
    phase = Phase.ENDED;
    calls.add("stop");
  }
}
