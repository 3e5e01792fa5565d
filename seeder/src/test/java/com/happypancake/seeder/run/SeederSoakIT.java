package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Seeds for minutes, and looks whether the process grows. */
class SeederSoakIT {

  private static final int EVENTS = 1_000_000;
  private static final int EVENTS_PER_SECOND = 4_000;
  private static final int WINDOW = 4_000;

  @RegisterExtension final TestBroker broker = new TestBroker();

  /**
   * What Linux says of a process.
   *
   * @param residentKilobytes its resident memory
   * @param threads its threads
   * @param descriptors its open files and connections
   */
  private record Footprint(long residentKilobytes, long threads, long descriptors) {

    static Footprint of(Path process) throws IOException {
      List<String> status = Files.readAllLines(process.resolve("status"));
      try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
        return new Footprint(
            value(status, "VmRSS:"), value(status, "Threads:"), descriptors.count());
      }
    }

    private static long value(List<String> status, String name) {
      String line = status.stream().filter(each -> each.startsWith(name)).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
  }

  @Test
  @Tag("slow")
  @Tag("overnight")
  @Timeout(900)
  void aMillionEventsLeaveMemoryThreadsAndDescriptorsFlat(
      @TempDir Path temporary, TestReporter reporter) throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "needs Linux's /proc");
    TestEvents.write(temporary.resolve("events"), EVENTS);
    broker.declare();

    Process seeder =
        KilledSeeder.start(
            temporary, broker.address(), broker.prefix(), EVENTS_PER_SECOND, WINDOW, List.of());
    List<Footprint> footprints = new ArrayList<>();
    while (!seeder.waitFor(1, TimeUnit.SECONDS)) {
      footprints.add(Footprint.of(Path.of("/proc", Long.toString(seeder.pid()))));
    }

    assertThat(seeder.exitValue()).as(Files.readString(temporary.resolve("child.log"))).isZero();
    int count = footprints.size();
    // In the first quarter its heap fills and its code is compiled; in the end it counts queues.
    List<Footprint> early = footprints.subList(count / 4, count / 2);
    List<Footprint> late = footprints.subList(count * 3 / 4, count - 10);
    reporter.publishEntry("early", early.get(0).toString());
    reporter.publishEntry("late", late.get(late.size() - 1).toString());
    assertThat(most(late, Footprint::residentKilobytes))
        .isLessThan(most(early, Footprint::residentKilobytes) * 11 / 10);
    assertThat(most(late, Footprint::threads)).isEqualTo(most(early, Footprint::threads));
    assertThat(most(late, Footprint::descriptors))
        .isLessThanOrEqualTo(most(early, Footprint::descriptors) + 1);
    AuditedQueue arrived = AuditedQueue.drain(broker.address(), broker.prefix());
    assertThat(arrived.firsts()).isEqualTo(AuditedQueue.upTo(EVENTS));
    assertThat(arrived.repeats()).isZero();
  }

  private static long most(List<Footprint> footprints, ToLongFunction<Footprint> figure) {
    return footprints.stream().mapToLong(figure).max().orElseThrow();
  }
}
