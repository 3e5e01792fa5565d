package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Kills the process of a seed at random moments, and runs the same seed again. */
class SeederKillsIT {

  private static final int WINDOW = 1_000;
  private static final int EVENTS_PER_SECOND = 2_000;

  /** A process needs some of it for its start and its checks. */
  private static final int LONGEST_LIFE_MILLIS = 4_000;

  @RegisterExtension final TestBroker broker = new TestBroker();

  private final Path temporary;

  SeederKillsIT(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  @Test
  @Timeout(180)
  void fiveKillsLoseNothingAndRepeatAtMostAWindowEach() throws Exception {
    kill(5, 16_000);
  }

  @Test
  @Tag("slow")
  @Tag("overnight")
  @Timeout(900)
  void fiftyKillsLoseNothingAndRepeatAtMostAWindowEach() throws Exception {
    kill(50, 160_000);
  }

  private void kill(int kills, int events) throws Exception {
    long randomSeed = System.nanoTime();
    Random random = new Random(randomSeed);
    TestEvents.write(temporary.resolve("events"), events);
    broker.declare();

    int killed = 0;
    while (killed < kills) {
      Process seeder = start();
      if (seeder.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS)) {
        break;
      }
      seeder.destroyForcibly().waitFor();
      killed++;
    }
    int code = start().waitFor();

    String output = "random seed " + randomSeed + "\n" + Files.readString(childLog());
    assertThat(killed).as(output).isEqualTo(kills);
    assertThat(code).as(output).isZero();
    AuditedQueue arrived = AuditedQueue.drain(broker.address(), broker.prefix());
    assertThat(arrived.firsts()).as(output).isEqualTo(AuditedQueue.upTo(events));
    assertThat(arrived.repeats()).as(output).isLessThanOrEqualTo((long) kills * WINDOW);
    assertThat(arrived.endsWithSeedEnded()).as(output).isTrue();
    assertThat(arrived.others()).as(output).isEqualTo(1);
  }

  private Process start() throws Exception {
    return KilledSeeder.start(
        temporary, broker.address(), broker.prefix(), EVENTS_PER_SECOND, WINDOW, List.of());
  }

  private Path childLog() {
    return temporary.resolve("child.log");
  }
}
