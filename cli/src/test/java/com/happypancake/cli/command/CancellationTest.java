package com.happypancake.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CancellationTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);

  @Test
  void itInterruptsTheWorkerAndWaitsForIt() throws InterruptedException {
    AtomicReference<Cancellation> cancellation = new AtomicReference<>();
    CountDownLatch ready = new CountDownLatch(1);
    Thread worker =
        new Thread(
            () -> {
              try {
                ready.await();
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                stream.print("unwound");
              } finally {
                cancellation.get().end();
              }
            });
    cancellation.set(new Cancellation(worker, stream, Duration.ofSeconds(20)));
    worker.start();
    ready.countDown();
    cancellation.get().cancel();
    assertThat(cancellation.get().isRequested()).isTrue();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("unwound");
    worker.join();
  }

  @Test
  void aWorkerThatDoesNotAnswerIsLeftAndSaidSo() {
    Thread deaf = new Thread(() -> {});
    Cancellation cancellation = new Cancellation(deaf, stream, Duration.ofMillis(10));
    cancellation.cancel();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("still busy");
  }

  @Test
  void aWorkerThatAsksIsNotInterrupted() {
    Cancellation cancellation =
        new Cancellation(Thread.currentThread(), stream, Duration.ofMillis(10));
    cancellation.withoutInterrupt();
    cancellation.cancel();
    assertThat(cancellation.isRequested()).isTrue();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void whoeverWaitsForTheUserIsNotWaitedFor() {
    Cancellation cancellation =
        new Cancellation(Thread.currentThread(), stream, Duration.ofDays(1));
    assertThat(
            cancellation.asking(
                () -> {
                  cancellation.cancel();
                  return "answer";
                }))
        .isEqualTo("answer");
    assertThat(cancellation.isRequested()).isTrue();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void afterTheEndThereIsNothingToCancel() {
    Cancellation cancellation =
        new Cancellation(Thread.currentThread(), stream, Duration.ofSeconds(20));
    cancellation.end();
    cancellation.cancel();
    assertThat(cancellation.isRequested()).isFalse();
    assertThat(Thread.interrupted()).isFalse();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
