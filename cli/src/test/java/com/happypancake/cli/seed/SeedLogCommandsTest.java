package com.happypancake.cli.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.TestSession;
import com.happypancake.schemas.seed.LogEntry;
import com.happypancake.schemas.seed.LogOpened;
import com.happypancake.schemas.seed.SeedBegun;
import com.happypancake.seeder.SeedControl;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Phase;
import com.happypancake.seeder.control.ControlledRun;
import com.happypancake.seeder.log.SeedLog;
import com.happypancake.seeder.log.SeedLogFolder;
import com.happypancake.seeder.pace.RatePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands about a seed log, with and without a run. */
@Timeout(120)
class SeedLogCommandsTest {

  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void makeALog() throws IOException {
    log = folder.resolve("fi.seedlog");
    try (SeedLogFolder opened = SeedLogFolder.open(log);
        SeedLog entries = opened.log(Clock.systemUTC(), false)) {
      entries.append(LogEntry.newBuilder().setOpened(LogOpened.newBuilder().setVersion(1)));
      entries.append(LogEntry.newBuilder().setBegun(SeedBegun.newBuilder().setName("fi-1")));
      entries.force();
    }
  }

  /** A run that only keeps what is asked of it, and ends when it is stopped. */
  private final class Run implements SeedControl, AutoCloseable {

    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private volatile Phase phase = Phase.RUNNING;
    private final SeedLogFolder opened = SeedLogFolder.open(log);
    private final ControlledRun controlled =
        ControlledRun.start(log, this, calls::add, System::nanoTime);

    Run() throws IOException {}

    @Override
    public SeedSnapshot snapshot() {
      return Snapshots.of(phase, 2_000, Optional.empty());
    }

    @Override
    public void rate(RatePlan plan) {
      calls.add("rate " + plan);
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
      calls.add("stop");
      try {
        opened.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      controlled.close();
      opened.close();
    }
  }

  private String run(int code, String command) {
    TestSession session = new TestSession();
    String[] words = ("seed " + command + " " + log).split(" ", -1);
    assertThat(session.run(words)).as("%s", session.err()).isEqualTo(code);
    return (code == 0 ? session.out() : session.err()).replace(log.toString(), "LOG");
  }

  @Test
  void ordersReachTheRun() throws IOException {
    try (Run seed = new Run()) {
      assertThat(run(0, "pause"))
          .isEqualTo("LOG: is paused; hpc seed continue LOG lets it go on\n");
      assertThat(run(0, "pause")).startsWith("LOG: was paused already;");
      assertThat(run(0, "status")).startsWith("LOG: paused; paused until hpc seed continue LOG\n");
      assertThat(run(0, "continue")).isEqualTo("LOG: goes on\n");
      assertThat(run(0, "rate 100..200/5m,300"))
          .isEqualTo("LOG: publishes by the plan 100..200/5m, 300 now\n");
      assertThat(run(0, "stop"))
          .isEqualTo("LOG: its seeder has ended; the same hpc seed goes on\n");
      assertThat(seed.calls).containsExactly("pause", "resume", "rate 100..200/5m, 300", "stop");
    }
  }

  @Test
  void theStatusIsThatOfTheRunAndTheLog() throws IOException {
    try (Run seed = new Run()) {
      assertThat(seed.calls).isEmpty();
      assertThat(run(0, "status"))
          .startsWith("LOG: running\nseed       fi\n")
          .contains(
              "\nconfirmed  4299999 of 10000000; all up to ordinal 4299000 of 10000000\n",
              "\nrate       1998/s sent, 1997/s confirmed, 2000/s planned\n",
              "\nqueues     news 45012\n",
              "\ntime       36 min 00 s so far, an unknown time left\n",
              "\nledger     not asked: --broker asks it\n",
              "\nSEED  CONFIRMED  PREFIX  OF  RUNS  STATE\nfi-1          0       0   0     0  unfinished\n");
      assertThat(run(0, "status --json"))
          .contains("\"running\": true", "\"phase\": \"RUNNING\"", "\"name\": \"fi-1\"");
    }
    assertThat(run(0, "status")).startsWith("LOG: no seeder runs there\nledger ");
    assertThat(run(0, "status --json")).contains("\"running\": false").doesNotContain("phase");
  }

  @Test
  void whereNothingRunsAPauseIsForTheNextRun() {
    assertThat(run(5, "rate 5")).contains("LOG: no seeder runs there; give the rate to hpc seed");
    assertThat(run(5, "stop")).contains("LOG: no seeder runs there; there is nothing to stop");
    assertThat(run(0, "pause"))
        .contains("no seeder runs there now, and the next run will wait too");
    assertThat(run(0, "status"))
        .startsWith("LOG: no seeder runs there; paused until hpc seed continue LOG\n");
    assertThat(run(0, "continue"))
        .isEqualTo("LOG: goes on; no seeder runs there now: the same hpc seed goes on\n");
  }

  @Test
  void aFolderWithoutALogIsRefused() {
    log = folder;

    for (String command : new String[] {"status", "pause", "continue", "rate 9", "stop"}) {
      assertThat(run(5, command)).contains("LOG: no seed log is there; see whether the folder");
    }
  }
}
