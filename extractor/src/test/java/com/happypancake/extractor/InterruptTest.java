package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.database.DatabaseProduct;
import com.happypancake.extractor.ReadOptions.PacingOptions;
import com.happypancake.extractor.pace.Throttle;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupts runs, as Ctrl-C does, and goes on with them. */
@Isolated("looks at all threads")
@Timeout(120)
class InterruptTest {

  @TempDir Path folder;
  private LegacyCatalogue catalogue;
  private TestDatabase database;

  @BeforeEach
  void fill() throws Exception {
    catalogue =
        new TestSchemas()
            .table("Numbers", "Id", "Id int", "Text nvarchar(50)")
            .table("Keyless", "", "Number int")
            .build();
    database = TestDatabase.of(catalogue);
    for (int i = 0; i < 200; i++) {
      database.insert(catalogue.table("Numbers"), i, "row " + i);
      database.insert(catalogue.table("Keyless"), i);
    }
  }

  @AfterEach
  void drop() throws Exception {
    database.close();
  }

  private Extraction to(String name, int connections) {
    return Extractions.extraction(database, catalogue, folder.resolve(name)).toBuilder()
        .rowsPerPart(20)
        .connections(connections)
        .consistency(Consistency.CONSISTENCY_READ_COMMITTED)
        .build();
  }

  private static long readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("hpc-extract-"))
        .filter(Thread::isAlive)
        .count();
  }

  private void assertNothingIsHalf() throws IOException {
    try (Stream<Path> walk = Files.walk(folder.resolve("dump"))) {
      assertThat(walk.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  /** Watching threads look every tenth of a second whether they are still wanted. */
  private static void assertThreadsEnd() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (readers() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertThat(readers()).isZero();
  }

  private void assertInterrupted(Extraction one, Consumer<ExtractionEvent> listener) {
    assertThatThrownBy(() -> Extractor.run(one, listener, Extractions.CLOCK))
        .isInstanceOf(InterruptedException.class)
        .hasMessageContaining(one.out() + " is unfinished")
        .hasMessageContaining("with --resume goes on");
    assertThat(Thread.interrupted()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 5", "3, 0", "3, 1", "3, 5", "3, 9", "8, 7"})
  void anInterruptLeavesNothingHalfAndTheNextRunFinishes(int connections, int parts)
      throws Exception {
    Manifest whole = Extractor.run(to("whole", 1), event -> {}, Extractions.CLOCK);
    Thread caller = Thread.currentThread();
    Listening interrupting =
        new Listening() {
          private int finished;

          @Override
          void partFinished(LegacyTable table, Part part) {
            finished++;
            if (finished == parts) {
              caller.interrupt();
            }
          }

          @Override
          void rowsRead(LegacyTable table, long rows) {
            if (finished >= parts) {
              caller.interrupt();
            }
          }
        };
    assertInterrupted(to("dump", connections), interrupting);
    assertNothingIsHalf();
    assertThreadsEnd();
    Extraction again = to("dump", connections);
    Manifest manifest =
        Extractor.run(again.toBuilder().resume(true).build(), event -> {}, Extractions.CLOCK);
    assertThat(manifest.getPartsList()).isEqualTo(whole.getPartsList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aPausedRunIsInterruptedToo(int connections) throws Exception {
    Thread caller = Thread.currentThread();
    Listening pausing =
        new Listening() {
          @Override
          void started(ExtractionEvent.Started started) {
            try {
              Files.createFile(folder.resolve("dump/.state").resolve(Throttle.PAUSE_FILE));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          @Override
          void paused(String why) {
            caller.interrupt();
          }
        };
    Extraction slow = to("dump", connections);
    PacingOptions pacing =
        new PacingOptions(
            OptionalLong.of(100), OptionalLong.empty(), Optional.empty(), Optional.empty());
    assertInterrupted(slow.toBuilder().pacing(pacing).build(), pausing);
    assertNothingIsHalf();
    assertThreadsEnd();
  }

  /**
   * A reader's driver swallows interrupts and does not come back. The folder stays locked, since
   * the reader may still write to it.
   */
  @Test
  void aRunEndsAfterItsLastReaderHoweverOftenThatIsInterrupted() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch interrupts = new CountDownLatch(5);
    CountDownLatch back = new CountDownLatch(1);
    FaultyDriver deaf =
        new FaultyDriver(
            DatabaseProduct.of(database.url()).driver(),
            () -> {
              if (Thread.currentThread().getName().equals("hpc-extract-reader")) {
                reached.countDown();
                ignoreInterruptsUntil(back, interrupts);
              }
            });
    FutureTask<Manifest> run =
        new FutureTask<>(() -> Extractor.run(to("dump", 2), event -> {}, Extractions.CLOCK, deaf));
    Thread runner = new Thread(run, "run");
    runner.start();
    reached.await();
    runner.interrupt();
    interrupts.await();
    assertThat(run.isDone()).isFalse();
    assertThatThrownBy(
            () ->
                Extractor.run(
                    to("dump", 2).toBuilder().resume(true).build(), event -> {}, Extractions.CLOCK))
        .hasMessageContaining("another run");
    back.countDown();
    assertThatThrownBy(run::get).hasCauseInstanceOf(InterruptedException.class);
    assertThreadsEnd();
  }

  private static void ignoreInterruptsUntil(CountDownLatch back, CountDownLatch interrupts) {
    boolean waiting = true;
    while (waiting) {
      try {
        back.await();
        waiting = false;
      } catch (InterruptedException e) {
        interrupts.countDown();
      }
    }
  }
}
