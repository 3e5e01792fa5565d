package com.happypancake.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Measures contenders in turns: A B C, A B C, and so on. A machine that slows down then slows down
 * all of them.
 */
final class Comparison {
  private static final Path SELF = Path.of("/proc/self/stat");

  /** The field with the user time of ended children, after the program's name. Then system time. */
  private static final int CHILDREN_USER = 13;

  /** Linux counts these times in hundredths of a second on all machines. */
  private static final long TICK_NANOS = 10_000_000;

  private final LongSupplier wallNanos;
  private final LongSupplier cpuNanos;
  private final Consumer<String> progress;
  private final List<Contender> contenders = new ArrayList<>();

  /** An action, measured or not. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException, InterruptedException;
  }

  private record Contender(String name, Action measured, Action after) {}

  /**
   * Creates a comparison without contenders.
   *
   * @param wallNanos the elapsed time
   * @param cpuNanos the processor time of all cores together
   * @param progress receives the name of what runs
   */
  Comparison(LongSupplier wallNanos, LongSupplier cpuNanos, Consumer<String> progress) {
    this.wallNanos = wallNanos;
    this.cpuNanos = cpuNanos;
    this.progress = progress;
  }

  /** Returns a comparison of work in this process. */
  static Comparison ofThisProcess(Consumer<String> progress) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Comparison(System::nanoTime, system::getProcessCpuTime, progress);
  }

  /** Returns a comparison of child processes. Without {@code /proc} their processor time is 0. */
  static Comparison ofChildren(Consumer<String> progress) {
    return new Comparison(System::nanoTime, Comparison::childrenNanos, progress);
  }

  private static long childrenNanos() {
    if (!Files.exists(SELF)) {
      return 0;
    }
    try {
      String line = Files.readString(SELF);
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_USER + 1]))
          * TICK_NANOS;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a contender without clean-up. */
  Comparison add(String name, Action measured) {
    return add(name, measured, () -> {});
  }

  /**
   * Adds a contender.
   *
   * @param measured the measured action
   * @param after the clean-up, which is not measured
   */
  Comparison add(String name, Action measured, Action after) {
    contenders.add(new Contender(name, measured, after));
    return this;
  }

  /** Runs each contender once without measuring. */
  Comparison warmUp() throws IOException, InterruptedException {
    for (Contender each : contenders) {
      progress.accept("warm-up: " + each.name());
      each.measured().run();
      each.after().run();
    }
    return this;
  }

  /** Runs the rounds and returns the contenders' timings in the order of addition. */
  List<Timing> run(int rounds) throws IOException, InterruptedException {
    List<List<Long>> wall = lists();
    List<List<Long>> cpu = lists();
    for (int round = 1; round <= rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        Contender each = contenders.get(i);
        progress.accept("round " + round + " of " + rounds + ": " + each.name());
        long cpuStart = cpuNanos.getAsLong();
        long start = wallNanos.getAsLong();
        each.measured().run();
        wall.get(i).add(wallNanos.getAsLong() - start);
        cpu.get(i).add(cpuNanos.getAsLong() - cpuStart);
        each.after().run();
      }
    }
    List<Timing> timings = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      timings.add(new Timing(contenders.get(i).name(), wall.get(i), cpu.get(i)));
    }
    return timings;
  }

  private List<List<Long>> lists() {
    List<List<Long>> lists = new ArrayList<>();
    contenders.forEach(each -> lists.add(new ArrayList<>()));
    return lists;
  }
}
