package com.happypancake.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * What a contest is measured with.
 *
 * @param wallNanos time as the user waits for it
 * @param cpuNanos time of all cores together; steadier where others use the machine too
 */
record Clocks(LongSupplier wallNanos, LongSupplier cpuNanos) {

  private static final Path SELF = Path.of("/proc/self/stat");

  /** The fields of ended children's user and system time, counted behind the program's name. */
  private static final int CHILDREN_USER = 13;

  /** Linux counts in hundredths of a second there, whatever the machine. */
  private static final long TICK_NANOS = 10_000_000;

  /** Returns the clocks of what this process does itself. */
  static Clocks ofThisProcess() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Clocks(System::nanoTime, system::getProcessCpuTime);
  }

  /** Returns the clocks of processes that this one starts and waits for. */
  static Clocks ofChildren() {
    return new Clocks(System::nanoTime, Clocks::childrenNanos);
  }

  /** Returns 0 on systems that have no {@code /proc}. */
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
}
