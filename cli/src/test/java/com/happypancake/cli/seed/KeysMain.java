package com.happypancake.cli.seed;

import com.happypancake.cli.command.Cancellation;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.Configuration;
import com.happypancake.cli.console.Console;
import com.happypancake.seeder.SeedControl;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Phase;
import com.happypancake.seeder.pace.RatePlan;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A process with a run that prints what keys ask of it, and ends when it is stopped. */
final class KeysMain implements SeedControl {

  private final PrintStream out = System.out;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Phase phase = Phase.RUNNING;
  private volatile double rate = 2_000;

  private KeysMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Console console = Console.ofProcess(Map.of("TERM", "xterm"), System.getProperties());
    CommandContext context =
        new CommandContext(
            console,
            new Configuration(Map.of(), "/no/such/home"),
            new Cancellation(Thread.currentThread(), console.err(), Duration.ofSeconds(1)),
            Clock.systemUTC(),
            System::nanoTime);
    KeysMain run = new KeysMain();
    try (SeedKeys.Listening keys =
        SeedKeys.listen(context, false, run, text -> System.out.println("said " + text))) {
      assert keys != null;
      System.out.println("ready");
      run.stopped.await();
    }
  }

  @Override
  public SeedSnapshot snapshot() {
    return Snapshots.of(phase, rate, Optional.empty());
  }

  @Override
  public void rate(RatePlan plan) {
    rate = plan.rateAt(0).orElseThrow();
    out.println("rate " + plan);
  }

  @Override
  public void pause() {
    phase = Phase.PAUSED;
    out.println("pause");
  }

  @Override
  public void resume() {
    phase = Phase.RUNNING;
    out.println("resume");
  }

  @Override
  public void stop() {
    out.println("stop");
    stopped.countDown();
  }
}
