package com.happypancake.benchmarks;

import com.happypancake.extractor.ExtractionEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the processor time of single threads and of the server in each round. The first round is
 * the warm-up and does not count.
 */
final class CpuShares {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final MessageServer.ServerProcess process;
  private final List<Long> reader = new ArrayList<>();
  private final List<Long> writer = new ArrayList<>();
  private final List<Long> server = new ArrayList<>();
  private volatile long writerNanos;

  CpuShares(MessageServer.ServerProcess process) {
    this.process = process;
  }

  /** Reads rows and returns their number. */
  @FunctionalInterface
  interface TimedRead {
    long read() throws IOException, InterruptedException;
  }

  /** Stores the time of the thread that writes the only chunk, up to its last row. */
  void hear(ExtractionEvent event) {
    if (event instanceof ExtractionEvent.RowsRead) {
      writerNanos = threads.getCurrentThreadCpuTime();
    }
  }

  /** Measures a round and returns the number of rows read. */
  long measure(TimedRead rows) throws IOException, InterruptedException {
    long serverBefore = process.cpuNanos();
    long readerBefore = threads.getCurrentThreadCpuTime();
    long count = rows.read();
    reader.add(threads.getCurrentThreadCpuTime() - readerBefore);
    writer.add(writerNanos);
    server.add(process.cpuNanos() - serverBefore);
    return count;
  }

  /** Returns the median of the reading thread in seconds. */
  String reader() {
    return median(reader);
  }

  /** Returns the median of the writing thread in seconds. */
  String writer() {
    return median(writer);
  }

  /** Returns the median of the server in seconds. */
  String server() {
    return median(server);
  }

  private static String median(List<Long> nanos) {
    Timing timing = new Timing("CPU", nanos.subList(1, nanos.size()), List.of());
    return MarkdownTable.format("%.2f", timing.seconds());
  }
}
