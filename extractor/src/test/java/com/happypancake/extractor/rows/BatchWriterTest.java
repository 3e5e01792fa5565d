package com.happypancake.extractor.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchWriterTest {

  private static final int LONG_BYTES = 5 << 20;

  private static void hand(BatchWriter writer, int bytes) throws Exception {
    RowBatch batch = writer.next();
    batch.add(new byte[bytes]);
    writer.write(batch);
  }

  @Test
  void batchesAreWrittenInTheirOrderAndAllOfThemBeforeTheEnd() throws Exception {
    List<Long> lengths = new ArrayList<>();
    try (BatchWriter writer = BatchWriter.start(1, batch -> lengths.add(batch.bytes()))) {
      for (int i = 1; i <= 100; i++) {
        hand(writer, i);
      }
      writer.finish();
    }
    assertThat(lengths).hasSize(100).isSorted().startsWith(1L).endsWith(100L);
  }

  @Test
  void aFailureOfTheWriterIsTheReadersErrorAndWakesItFromWhateverItWaitsFor() throws Exception {
    IOException refused = new IOException("the disk is full");
    try (BatchWriter writer =
        BatchWriter.start(
            1,
            batch -> {
              throw refused;
            })) {
      hand(writer, 1);
      // As the driver does while its server says nothing.
      assertThatThrownBy(() -> new CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);
      assertThatThrownBy(writer::refuseFailed).isSameAs(refused);
      assertThatThrownBy(writer::next).isSameAs(refused);
      assertThatThrownBy(writer::finish).isSameAs(refused);
    }
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void anErrorOfTheWriterStaysWhatItIs() throws Exception {
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    try (BatchWriter writer =
        BatchWriter.start(
            1,
            batch -> {
              throw full;
            })) {
      hand(writer, 1);
      assertThatThrownBy(() -> new CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);
      assertThatThrownBy(writer::refuseFailed).isSameAs(full);
    }
  }

  @Test
  void aFailureThatTheReaderHasNotHeardOfLeavesNoInterruptBehind() throws Exception {
    CountDownLatch failing = new CountDownLatch(1);
    BatchWriter writer =
        BatchWriter.start(
            1,
            batch -> {
              failing.countDown();
              throw new IOException("the disk is full");
            });
    hand(writer, 1);
    try {
      failing.await();
    } catch (InterruptedException e) {
      // The writer was faster.
    }
    writer.close();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aLongRowPassesAlone() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    AtomicInteger written = new AtomicInteger();
    try (BatchWriter writer =
        BatchWriter.start(
            1,
            batch -> {
              writing.countDown();
              awaitUninterrupted(mayGoOn);
              written.incrementAndGet();
            })) {
      hand(writer, LONG_BYTES);
      writing.await();
      Thread.currentThread().interrupt();
      assertThatThrownBy(writer::next).isInstanceOf(InterruptedException.class);
      mayGoOn.countDown();
      assertThat(writer.next().rows()).isZero();
      assertThat(written).hasValue(1);
      writer.finish();
    }
  }

  @Test
  void aWriterThatIsGivenUpDropsWhatItHasNotBegun() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    AtomicInteger written = new AtomicInteger();
    BatchWriter writer =
        BatchWriter.start(
            1,
            batch -> {
              writing.countDown();
              awaitUninterrupted(mayGoOn);
              written.incrementAndGet();
            });
    hand(writer, 1);
    hand(writer, 1);
    writing.await();
    Thread closer = Thread.currentThread();
    closer.interrupt();
    Thread release =
        new Thread(
            () -> {
              while (closer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              mayGoOn.countDown();
            });
    release.start();
    writer.close();
    assertThat(Thread.interrupted()).as("the interrupt is kept for the caller").isTrue();
    assertThat(written).hasValue(1);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a writer", e);
    }
  }
}
