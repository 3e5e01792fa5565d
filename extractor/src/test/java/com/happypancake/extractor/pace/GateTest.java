package com.happypancake.extractor.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GateTest {

  private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");

  @TempDir Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-10T12:00:00Z"));
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private Gate gate(Grace grace) {
    Clock clock =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Instant instant() {
            return now.get();
          }
        };
    return new Gate(
        grace,
        HELSINKI,
        folder,
        clock,
        System::nanoTime,
        new Gate.PauseListener() {
          @Override
          public void paused(String why) {
            heard.add(why);
          }

          @Override
          public void resumed() {
            heard.add("resumed");
          }
        });
  }

  private static Grace in(String window) {
    return new Grace(
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.of(Window.parse(window)),
        Optional.empty());
  }

  private String next() throws InterruptedException {
    String next = heard.poll(30, TimeUnit.SECONDS);
    assertThat(next).as("nothing was told").isNotNull();
    return next;
  }

  private void suffer(Gate gate, int blocked) {
    for (int i = 0; i < Health.PAUSE_AFTER; i++) {
      gate.probed(1, OptionalLong.of(blocked), OptionalDouble.empty());
      if (blocked == 0) {
        gate.probeFailed();
        gate.probeFailed();
      }
    }
  }

  @Test
  void aFilePausesAllReadersAndTheyGoOnWhenItIsGone() throws Exception {
    Gate gate = gate(Grace.DEFAULT);
    Path pause = Files.createFile(folder.resolve(Gate.PAUSE_FILE));
    ExecutorService readers = Executors.newFixedThreadPool(4);
    List<Future<?>> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      boolean amid = i % 2 == 0;
      waiting.add(
          readers.submit(
              () -> {
                if (amid) {
                  gate.read(1, 1);
                } else {
                  gate.awaitChunk();
                }
                return null;
              }));
    }
    assertThat(next()).contains("somebody paused it", "hpc extract continue");
    assertThat(waiting).noneMatch(Future::isDone);
    Files.delete(pause);
    for (Future<?> each : waiting) {
      each.get();
    }
    assertThat(next()).isEqualTo("resumed");
    assertThat(heard).isEmpty();
    readers.shutdown();
  }

  @Test
  void beforeTheWindowNothingIsBegunAndWhatIsBeingReadIsReadOn() throws Exception {
    Gate gate = gate(in("15:00-16:00"));
    ExecutorService readers = Executors.newSingleThreadExecutor();
    Future<?> waiting =
        readers.submit(
            () -> {
              gate.awaitChunk();
              return null;
            });
    assertThat(next()).isEqualTo("until the window 15:00-16:00 opens");
    for (int i = 0; i < 10; i++) {
      gate.read(1, 1);
    }
    // Who is let through while another one waits does not tell that all go on.
    assertThat(heard).isEmpty();
    assertThat(waiting.isDone()).isFalse();
    now.set(Instant.parse("2026-01-10T13:00:00Z"));
    waiting.get();
    assertThat(next()).isEqualTo("resumed");
    readers.shutdown();
  }

  @Test
  void aSufferingServerPausesAndOneThatIsWellAgainIsReadOn() throws Exception {
    Gate gate = gate(Grace.DEFAULT);
    suffer(gate, 0);
    ExecutorService readers = Executors.newSingleThreadExecutor();
    Future<?> waiting =
        readers.submit(
            () -> {
              gate.read(1, 1);
              return null;
            });
    assertThat(next()).startsWith("the server suffers: a query that costs nothing failed");
    gate.probed(1, OptionalLong.empty(), OptionalDouble.empty());
    waiting.get();
    assertThat(next()).isEqualTo("resumed");
    readers.shutdown();
  }

  @Test
  void whoBlocksOthersAmidItsRowsReadsOnEvenWhilePaused() throws Exception {
    Gate gate = gate(Grace.DEFAULT);
    Files.createFile(folder.resolve(Gate.PAUSE_FILE));
    suffer(gate, 2);
    gate.read(1, 1);
    assertThat(heard).isEmpty();
    ExecutorService readers = Executors.newSingleThreadExecutor();
    Future<?> beginning =
        readers.submit(
            () -> {
              gate.awaitChunk();
              return null;
            });
    assertThat(next()).contains("somebody paused it");
    readers.shutdownNow();
    assertThatThrownBy(beginning::get).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void anInterruptEndsEveryWait() throws Exception {
    Files.createFile(folder.resolve(Gate.PAUSE_FILE));
    Gate paused = gate(Grace.DEFAULT);
    Gate slow =
        gate(
            new Grace(
                OptionalLong.of(1), OptionalLong.empty(), Optional.empty(), Optional.empty()));
    Thread.currentThread().interrupt();
    assertThatThrownBy(paused::awaitChunk).isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> paused.read(1, 1)).isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> slow.read(1_000_000, 1)).isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> gate(in("15:00-16:00")).awaitChunk())
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void batchesAreSmallWhereTheRateIs() {
    Gate slow =
        gate(
            new Grace(
                OptionalLong.of(100), OptionalLong.of(1), Optional.empty(), Optional.empty()));
    assertThat(slow.rowsPerBatch(4096)).isEqualTo(25);
    assertThat(slow.bytesPerBatch(1 << 22)).isEqualTo(1);
    assertThat(gate(Grace.DEFAULT).rowsPerBatch(4096)).isEqualTo(4096);
  }

  @Test
  void aHalvedSpeedHoldsForEachOfSeveralReaders() throws Exception {
    Gate gate = gate(Grace.DEFAULT);
    gate.probed(1, OptionalLong.empty(), OptionalDouble.empty());
    gate.probeFailed();
    gate.probeFailed();
    ExecutorService readers = Executors.newFixedThreadPool(3);
    List<Future<Double>> slowed = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      slowed.add(readers.submit(() -> busyAndWaited(gate)));
    }
    for (Future<Double> ratio : slowed) {
      // At a quarter of the speed each waits three times as long as it reads.
      assertThat(ratio.get()).isGreaterThan(2.5);
    }
    readers.shutdown();
  }

  /** Returns how long a reader waited for each nanosecond of reading. */
  private static double busyAndWaited(Gate gate) throws InterruptedException {
    gate.read(1, 1);
    long busy = 0;
    long waited = 0;
    for (int i = 0; i < 20; i++) {
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < 5_000_000) {
        Thread.onSpinWait();
      }
      long read = System.nanoTime();
      gate.read(1, 1);
      busy += read - begin;
      waited += System.nanoTime() - read;
    }
    return (double) waited / busy;
  }
}
