package com.happypancake.benchmarks;

import static com.happypancake.benchmarks.MarkdownTable.format;

import com.happypancake.dumps.Dump;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Compares hpc's processes with those of peers, from start to exit, on the same records. */
final class ProcessBenchmark {
  /** The peer whose compression ratio is compared with hpc's. */
  private static final String GZIP = "gzip -1 -c";

  private static final String TABIX = "tabix";

  private final int threads = Runtime.getRuntime().availableProcessors();
  private final WorkFolder work;
  private final List<String> java;
  private final List<String> hpc;
  private final PrintStream out;
  private final Consumer<String> progress;

  /**
   * Creates a benchmark.
   *
   * @param java the words that start a class of this project in a new JVM
   * @param hpc the words that start hpc's command line
   */
  ProcessBenchmark(
      WorkFolder work,
      List<String> java,
      List<String> hpc,
      PrintStream out,
      Consumer<String> progress) {
    this.work = work;
    this.java = java;
    this.hpc = hpc;
    this.out = out;
    this.progress = progress;
  }

  /** Writes the dump that all readers read. */
  void writeDump() throws IOException, InterruptedException {
    ourWriter(work.dump()).run();
  }

  /** Measures writing, reading and counting, and prints a table of each. The dump must exist. */
  void run(int rounds) throws IOException, InterruptedException {
    compareWriting(rounds);
    Path part = work.dump().resolve(Dump.open(work.dump()).parts().get(0).getPath());
    // Read the file into memory, and let hpc make what it makes at its first start.
    try (var in = Files.newInputStream(part)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    counter().run();
    compareReading(part, rounds);
    measureCounting(rounds);
  }

  private ProcessCommand ourWriter(Path folder) {
    return ProcessCommand.ours(
        "hpc: DumpWriter",
        java,
        WriteDump.class.getName(),
        work.raw().toString(),
        folder.toString());
  }

  /** Returns the commands that compress the raw file, hpc first. */
  private List<ProcessCommand> writers() {
    String raw = work.raw().toString();
    Optional<Path> output = Optional.of(work.output());
    String cores = "-@" + threads;
    String synced = "bgzip -l1 " + cores + " -c \"$1\" > \"$2\" && sync \"$2\"";
    return List.of(
        ourWriter(work.output()),
        ProcessCommand.peer(TABIX, output, "bgzip", "-l1", cores, "-c", raw).withGoal(1.8),
        new ProcessCommand(
            "bgzip -l1 " + cores + " -c; sync",
            List.of("sh", "-c", synced, "sh", raw, work.output().toString()),
            "bgzip",
            Optional.empty(),
            TABIX,
            Optional.empty()),
        ProcessCommand.peer(TABIX, output, "bgzip", cores, "-c", raw),
        ProcessCommand.peer("gzip", output, "gzip", "-1", "-c", raw),
        ProcessCommand.peer("pigz", output, "pigz", "-1", "-p" + threads, "-c", raw),
        ProcessCommand.peer("isal", output, "igzip", "-1", "-c", raw));
  }

  /** Returns the commands that read the whole part, hpc first. */
  private List<ProcessCommand> readers(Path part) {
    String file = part.toString();
    String dump = work.dump().toString();
    Optional<Path> nowhere = Optional.empty();
    return List.of(
        ProcessCommand.ours("hpc dumps count --read", hpc, "dumps", "count", "--read", dump),
        ProcessCommand.peer(TABIX, nowhere, "bgzip", "-dc", "-@" + threads, file).withGoal(1),
        ProcessCommand.peer("gzip", nowhere, "gzip", "-dc", file).withGoal(4),
        ProcessCommand.peer("pigz", nowhere, "pigz", "-dc", "-p" + threads, file),
        ProcessCommand.peer("isal", nowhere, "igzip", "-dc", file));
  }

  private ProcessCommand counter() {
    return ProcessCommand.ours("hpc dumps count", hpc, "dumps", "count", work.dump().toString());
  }

  private void compareWriting(int rounds) throws IOException, InterruptedException {
    Map<String, Long> sizes = new LinkedHashMap<>();
    List<ProcessCommand> writers = ProcessCommand.present(writers(), out);
    Comparison comparison = Comparison.ofChildren(progress);
    for (ProcessCommand each : writers) {
      comparison.add(
          each.name(),
          each::run,
          () -> {
            sizes.put(each.name(), sizeOf(work.output()));
            WorkFolder.delete(work.output());
          });
    }
    List<Timing> timings = comparison.run(rounds);
    long bytes = Files.size(work.raw());
    MarkdownTable table =
        MarkdownTable.ofTimings(
            "writing, whole process", "MB/s", "ratio", "speed of hpc / its", "goal");
    for (int i = 0; i < timings.size(); i++) {
      Timing timing = timings.get(i);
      table.row(
          timing,
          format("%.0f", timing.megabytesPerSecond(bytes)),
          format("%.3f", (double) bytes / sizes.getOrDefault(timing.name(), bytes)),
          ourSpeedup(timings, i),
          writers.get(i).goalText());
    }
    table.print(out, "Writing");
    printRatios(sizes, timings.get(0).name(), bytes);
  }

  private void printRatios(Map<String, Long> sizes, String ours, long bytes)
      throws IOException, InterruptedException {
    if (sizes.containsKey(GZIP)) {
      out.printf(
          Locale.ROOT,
          "%nThe ratio of hpc is %.3f times that of `%s`; the goal is 0.970 or more.%n",
          (double) sizes.getOrDefault(GZIP, bytes) / sizes.getOrDefault(ours, bytes),
          GZIP);
    }
    ProcessCommand gzip =
        ProcessCommand.peer(
            "gzip", Optional.of(work.output()), "gzip", "-6", "-c", work.raw().toString());
    if (gzip.obstacle().isEmpty()) {
      progress.accept(gzip.name());
      gzip.run();
      out.printf(
          Locale.ROOT,
          "%n`%s` compresses the records to a ratio of %.3f.%n",
          gzip.name(),
          (double) bytes / sizeOf(work.output()));
      WorkFolder.delete(work.output());
    }
  }

  private void compareReading(Path part, int rounds) throws IOException, InterruptedException {
    List<ProcessCommand> readers = ProcessCommand.present(readers(part), out);
    Comparison comparison = Comparison.ofChildren(progress);
    readers.forEach(each -> comparison.add(each.name(), each::run));
    List<Timing> timings = comparison.run(rounds);
    MarkdownTable table =
        MarkdownTable.ofTimings("reading, whole process", "MB/s", "speed of hpc / its", "goal");
    for (int i = 0; i < timings.size(); i++) {
      table.row(
          timings.get(i),
          format("%.0f", timings.get(i).megabytesPerSecond(Files.size(work.raw()))),
          ourSpeedup(timings, i),
          readers.get(i).goalText());
    }
    table.print(out, "Reading");
  }

  private void measureCounting(int rounds) throws IOException, InterruptedException {
    ProcessCommand counter = counter();
    Timing timing =
        Comparison.ofChildren(progress).add(counter.name(), counter::run).run(rounds).get(0);
    MarkdownTable.ofTimings("counting, whole process", "goal")
        .row(timing, "< 1.00 s")
        .print(out, "Counting");
  }

  /** Returns how many times as fast hpc is, which is the first. */
  private static String ourSpeedup(List<Timing> timings, int index) {
    return index == 0 ? "" : format("%.2f", timings.get(0).speedup(timings.get(index)));
  }

  private static long sizeOf(Path path) throws IOException {
    try (Stream<Path> walk = Files.walk(path)) {
      long bytes = 0;
      for (Path each : walk.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(each);
      }
      return bytes;
    }
  }
}
