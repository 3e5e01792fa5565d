package com.happypancake.seeder.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.seeder.SeedSnapshot.Phase;
import com.happypancake.seeder.control.SeedOrders.Answer;
import com.happypancake.seeder.pace.RatePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlledRunTest {

  @TempDir private Path log;

  private final FakeSeed seed = new FakeSeed();
  private final Queue<String> notes = new ConcurrentLinkedQueue<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void makeALog() throws IOException {
    Files.createFile(log.resolve("seeds.log"));
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  /** Takes the lock as a seeder does. */
  private FileChannel lock() throws IOException {
    FileChannel channel =
        FileChannel.open(log.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    open.add(channel);
    channel.lock();
    return channel;
  }

  private ControlledRun start() {
    ControlledRun run = ControlledRun.start(log, seed, notes::add, System::nanoTime);
    open.add(run);
    return run;
  }

  private SeedOrders orders(Duration patience) throws IOException {
    return new SeedOrders(ControlFolder.of(log), patience, System::nanoTime);
  }

  private SeedOrders orders() throws IOException {
    return orders(Duration.ofSeconds(30));
  }

  @Test
  void ordersOfAnotherShellReachTheRun() throws Exception {
    lock();
    start();

    assertThat(orders().pause()).isEqualTo(Answer.DONE);
    assertThat(orders().resume()).isEqualTo(Answer.DONE);
    assertThat(orders().rate(RatePlan.parse("100/1m, 700"))).isEqualTo(Answer.DONE);
    assertThat(seed.calls).containsExactly("pause", "resume", "rate 100/1m, 700");
    assertThat(notes).isEmpty();
  }

  @Test
  void aStopWaitsForTheEndOfTheRun() throws Exception {
    FileChannel lock = lock();
    ControlledRun run = start();
    Thread ending =
        new Thread(
            () -> {
              await().until(() -> seed.calls.contains("stop"));
              run.close();
              try {
                lock.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    ending.start();

    assertThat(orders().stop()).isEqualTo(Answer.DONE);
    assertThat(ControlFolder.of(log).isRunning()).isFalse();
    assertThat(ControlFolder.of(log).state().orElseThrow().snapshot().phase())
        .isEqualTo(Phase.ENDED);
    ending.join();
  }

  @Test
  void aRunThatEndsBeforeItAnswersIsStoppedToo() throws Exception {
    FileChannel lock = lock();
    ControlFolder.ofRun(log).write(new SeedState("a", 0, seed.snapshot()));
    Thread killed =
        new Thread(
            () -> {
              await().until(() -> Files.exists(log.resolve("control.json")));
              try {
                lock.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    killed.start();

    assertThat(orders().stop()).isEqualTo(Answer.DONE);
    killed.join();
  }

  @Test
  void aPauseOutlastsTheRunAndAStopDoesNot() throws Exception {
    FileChannel lock = lock();
    ControlledRun first = start();
    assertThat(orders().pause()).isEqualTo(Answer.DONE);
    ControlFolder.of(log)
        .change(
            request ->
                request.withStop(state().run()).withPlan(state().run(), RatePlan.parse("1")));
    first.close();
    lock.close();
    seed.calls.clear();

    lock();
    start();

    assertThat(seed.calls).containsExactly("pause");
    assertThat(notes)
        .containsExactly(
            "paused by an earlier order; hpc seed continue " + log + " lets this run go on");
  }

  private SeedState state() {
    try {
      return ControlFolder.of(log).state().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whereNothingRunsOnlyAPauseIsKept() throws Exception {
    assertThat(orders().stop()).isEqualTo(Answer.NOTHING_RUNS);
    assertThat(orders().rate(RatePlan.parse("5"))).isEqualTo(Answer.NOTHING_RUNS);
    assertThat(Files.exists(log.resolve("control.json"))).isFalse();
    assertThat(orders().pause()).isEqualTo(Answer.NOTHING_RUNS);
    assertThat(ControlFolder.of(log).isPaused()).isTrue();
    assertThat(orders().resume()).isEqualTo(Answer.NOTHING_RUNS);
    assertThat(ControlFolder.of(log).isPaused()).isFalse();
  }

  @Test
  void aSeederThatDoesNotAnswerIsNotWaitedForForever() throws Exception {
    lock();

    assertThat(orders(Duration.ofMillis(300)).rate(RatePlan.parse("5")))
        .isEqualTo(Answer.UNANSWERED);
  }

  @Test
  void theStateIsRenewedWhileTheRunGoesOn() throws Exception {
    ControlledRun run = start();
    SeedState first = state();

    await().until(() -> state().snapshot().time().isAfter(first.snapshot().time()));
    run.close();
    assertThat(state().run()).isEqualTo(first.run());
    assertThat(state().acknowledged()).isZero();
  }

  @Test
  void aPauseByOtherMeansIsKeptToo() throws Exception {
    ControlledRun run = start();

    run.pause();
    assertThat(ControlFolder.of(log).isPaused()).isTrue();
    run.resume();
    assertThat(ControlFolder.of(log).isPaused()).isFalse();
    run.rate(RatePlan.parse("9"));
    run.stop();
    assertThat(seed.calls).containsSubsequence("pause", "resume", "rate 9", "stop");
  }

  @Test
  void aDamagedRequestIsNotedOnceAndTheRunGoesOn() throws Exception {
    start();
    Files.writeString(log.resolve("control.json"), "{\"sequence\":");
    await().until(() -> !notes.isEmpty());
    SeedState then = state();
    Files.delete(log.resolve("control.json"));

    await().until(() -> state().snapshot().time().isAfter(then.snapshot().time()));
    assertThat(notes).hasSize(1).first().asString().contains("control.json: is damaged");
    assertThat(seed.calls).isEmpty();
  }

  @Test
  void aFolderWithoutALogIsRefused() throws IOException {
    Files.delete(log.resolve("seeds.log"));

    assertThatThrownBy(() -> ControlFolder.of(log))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(
            log + ": no seed log is there; see whether the folder is the one of hpc seed --log");
  }
}
