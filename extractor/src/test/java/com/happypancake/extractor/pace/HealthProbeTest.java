package com.happypancake.extractor.pace;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.DatabaseProduct.Connector;
import com.happypancake.database.Sessions;
import com.happypancake.extractor.ReadOptions.PacingOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HealthProbeTest {

  @TempDir Path folder;

  @Test
  void closingWaitsForTheProbesThreadEvenIfItCannotBeInterrupted() throws Exception {
    CountDownLatch connecting = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicBoolean endedBeforeClose = new AtomicBoolean();
    Connector stuck =
        (url, properties) -> {
          connecting.countDown();
          awaitUninterrupted(mayEnd);
          ended.set(true);
          throw new SQLException("the server is not there", "08001", 0);
        };
    PacingOptions pacing =
        new PacingOptions(
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.of(Duration.ofMillis(1)));
    HealthProbe probe =
        HealthProbe.start(
            new Sessions(
                stuck,
                "jdbc:h2:mem:probed",
                Optional.empty(),
                ConnectionSettings.DEFAULT,
                note -> {}),
            pacing,
            new Throttle(
                pacing, ZoneOffset.UTC, folder, Clock.systemUTC(), System::nanoTime, event -> {}),
            new ReaderSessions(event -> {}));
    connecting.await();
    Thread closing =
        new Thread(
            () -> {
              probe.close();
              endedBeforeClose.set(ended.get());
            });
    closing.start();
    mayEnd.countDown();
    closing.join();
    assertThat(endedBeforeClose).isTrue();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    boolean waits = true;
    while (waits) {
      try {
        latch.await();
        waits = false;
      } catch (InterruptedException e) {
        // As a driver that connects.
      }
    }
  }
}
