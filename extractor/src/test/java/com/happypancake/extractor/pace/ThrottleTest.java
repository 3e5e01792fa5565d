package com.happypancake.extractor.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.extractor.ReadOptions.PacingOptions;
import com.happypancake.extractor.TimeWindow;
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
class ThrottleTest {

  private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");

  @TempDir Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-10T12:00:00Z"));
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private Throttle throttle(PacingOptions pacing) {
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
    return new Throttle(
        pacing,
        HELSINKI,
        folder,
        clock,
        System::nanoTime,
        event -> {
          if (event instanceof ExtractionEvent.Paused paused) {
            heard.add(paused.reason());
          } else {
            heard.add("resumed");
          }
        });
  }

  private static PacingOptions in(String window) {
    return new PacingOptions(
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.of(TimeWindow.parse(window)),
        Optional.empty());
  }

  private String next() throws InterruptedException {
    String next = heard.poll(30, TimeUnit.SECONDS);
    assertThat(next).as("nothing was told").isNotNull();
    return next;
  }

  private void suffer(Throttle throttle, int blocked) {
    for (int i = 0; i < ServerHealth.PAUSE_AFTER; i++) {
      throttle.probed(1, OptionalLong.of(blocked), OptionalDouble.empty());
      if (blocked == 0) {
        throttle.probeFailed();
        throttle.probeFailed();
      }
    }
  }

  @Test
  void aFilePausesAllReadersAndTheyGoOnWhenItIsGone() throws Exception {
    Throttle throttle = throttle(PacingOptions.DEFAULT);
    Path pause = Files.createFile(folder.resolve(Throttle.PAUSE_FILE));
    ExecutorService readers = Executors.newFixedThreadPool(4);
    List<Future<?>> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      boolean amid = i % 2 == 0;
      waiting.add(
          readers.submit(
              () -> {
                if (amid) {
                  throttle.read(1, 1);
                } else {
                  throttle.awaitChunk();
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
    Throttle throttle = throttle(in("15:00-16:00"));
    ExecutorService readers = Executors.newSingleThreadExecutor();
    Future<?> waiting =
        readers.submit(
            () -> {
              throttle.awaitChunk();
              return null;
            });
    assertThat(next()).isEqualTo("until the window 15:00-16:00 opens");
    for (int i = 0; i < 10; i++) {
      throttle.read(1, 1);
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
    Throttle throttle = throttle(PacingOptions.DEFAULT);
    suffer(throttle, 0);
    ExecutorService readers = Executors.newSingleThreadExecutor();
    Future<?> waiting =
        readers.submit(
            () -> {
              throttle.read(1, 1);
              return null;
            });
    assertThat(next()).startsWith("the server is overloaded: a query that costs nothing failed");
    throttle.probed(1, OptionalLong.empty(), OptionalDouble.empty());
    waiting.get();
    assertThat(next()).isEqualTo("resumed");
    readers.shutdown();
  }

  @Test
  void whoBlocksOthersAmidItsRowsReadsOnEvenWhilePaused() throws Exception {
    Throttle throttle = throttle(PacingOptions.DEFAULT);
    Files.createFile(folder.resolve(Throttle.PAUSE_FILE));
    suffer(throttle, 2);
    throttle.read(1, 1);
    assertThat(heard).isEmpty();
    ExecutorService readers = Executors.newSingleThreadExecutor();
    Future<?> beginning =
        readers.submit(
            () -> {
              throttle.awaitChunk();
              return null;
            });
    assertThat(next()).contains("somebody paused it");
    readers.shutdownNow();
    assertThatThrownBy(beginning::get).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void anInterruptEndsEveryWait() throws Exception {
    Files.createFile(folder.resolve(Throttle.PAUSE_FILE));
    Throttle paused = throttle(PacingOptions.DEFAULT);
    Throttle slow =
        throttle(
            new PacingOptions(
                OptionalLong.of(1), OptionalLong.empty(), Optional.empty(), Optional.empty()));
    Thread.currentThread().interrupt();
    assertThatThrownBy(paused::awaitChunk).isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> paused.read(1, 1)).isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> slow.read(1_000_000, 1)).isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> throttle(in("15:00-16:00")).awaitChunk())
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void batchesAreSmallWhereTheRateIs() {
    Throttle slow =
        throttle(
            new PacingOptions(
                OptionalLong.of(100), OptionalLong.of(1), Optional.empty(), Optional.empty()));
    assertThat(slow.rowsPerBatch(4096)).isEqualTo(25);
    assertThat(slow.bytesPerBatch(1 << 22)).isEqualTo(1);
    assertThat(throttle(PacingOptions.DEFAULT).rowsPerBatch(4096)).isEqualTo(4096);
  }

  @Test
  void aHalvedSpeedHoldsForEachOfSeveralReaders() throws Exception {
    Throttle throttle = throttle(PacingOptions.DEFAULT);
    throttle.probed(1, OptionalLong.empty(), OptionalDouble.empty());
    throttle.probeFailed();
    throttle.probeFailed();
    ExecutorService readers = Executors.newFixedThreadPool(3);
    List<Future<Double>> slowed = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      slowed.add(readers.submit(() -> busyAndWaited(throttle)));
    }
    for (Future<Double> ratio : slowed) {
      // At a quarter of the speed each waits three times as long as it reads.
      assertThat(ratio.get()).isGreaterThan(2.5);
    }
    readers.shutdown();
  }

  /** Returns how long a reader waited for each nanosecond of reading. */
  private static double busyAndWaited(Throttle throttle) throws InterruptedException {
    throttle.read(1, 1);
    long busy = 0;
    long waited = 0;
    for (int i = 0; i < 20; i++) {
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < 5_000_000) {
        Thread.onSpinWait();
      }
      long read = System.nanoTime();
      throttle.read(1, 1);
      busy += read - begin;
      waited += System.nanoTime() - read;
    }
    return (double) waited / busy;
  }
}
