package com.happypancake.benchmarks;

import com.happypancake.dumps.Dump;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Our processes against others, from start to exit, on the same records. */
final class ProcessBenchmark {

  /** The peer that our ratio is held against. */
  private static final String GZIP = "gzip -1 -c";

  private final WorkFolder work;
  private final int rounds;
  private final Commands commands;
  private final PrintStream out;
  private final Consumer<String> progress;

  ProcessBenchmark(
      WorkFolder work, int rounds, Commands commands, PrintStream out, Consumer<String> progress) {
    this.work = work;
    this.rounds = rounds;
    this.commands = commands;
    this.out = out;
    this.progress = progress;
  }

  /** Runs writing, reading and counting, and prints a table of each. Our dump is there already. */
  void run() throws IOException, InterruptedException {
    writing(commands.writing());
    Path part = work.dump().resolve(Dump.open(work.dump()).parts().get(0).getPath());
    // Once, so that the file is in memory, and what hpc makes at its first start is made.
    try (var in = Files.newInputStream(part)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    commands.count().run();
    reading(commands.reading(part));
    counting(commands.count());
  }

  private void writing(List<ProcessCommand> all) throws IOException, InterruptedException {
    Map<String, Long> sizes = new LinkedHashMap<>();
    List<ProcessCommand> present = present(all);
    Comparison contest = new Comparison(Clocks.ofChildren(), progress);
    for (ProcessCommand each : present) {
      contest.add(
          each.name(),
          each::run,
          () -> {
            sizes.put(each.name(), size(work.output()));
            WorkFolder.delete(work.output());
          });
    }
    List<Timing> timings = contest.run(rounds);
    long bytes = Files.size(work.raw());
    MarkdownTable table =
        new MarkdownTable(
            "writing, whole process",
            "s",
            "min to max",
            "CPU s",
            "MB/s",
            "ratio",
            "speed of hpc / its",
            "goal");
    for (int i = 0; i < timings.size(); i++) {
      Timing timing = timings.get(i);
      double ratio = (double) bytes / sizes.getOrDefault(timing.name(), bytes);
      row(table, timing, bytes, format("%.3f", ratio), timings.get(0), present.get(i));
    }
    table.print(out, "Writing");
    long ours = sizes.getOrDefault(timings.get(0).name(), bytes);
    Optional.ofNullable(sizes.get(GZIP))
        .ifPresent(
            gzip ->
                out.printf(
                    Locale.ROOT,
                    "%nThe ratio of hpc is %.3f times that of `%s`; the goal is 0.970 or more.%n",
                    (double) gzip / ours,
                    GZIP));
    gzipRatio(bytes);
  }

  private void gzipRatio(long bytes) throws IOException, InterruptedException {
    ProcessCommand gzip = commands.gzip();
    if (gzip.obstacle().isEmpty()) {
      progress.accept(gzip.name());
      gzip.run();
      out.printf(
          Locale.ROOT,
          "%n`%s` compresses the records to a ratio of %.3f.%n",
          gzip.name(),
          (double) bytes / size(work.output()));
      WorkFolder.delete(work.output());
    }
  }

  private void reading(List<ProcessCommand> all) throws IOException, InterruptedException {
    List<ProcessCommand> present = present(all);
    Comparison contest = new Comparison(Clocks.ofChildren(), progress);
    present.forEach(each -> contest.add(each.name(), each::run, () -> {}));
    List<Timing> timings = contest.run(rounds);
    long bytes = Files.size(work.raw());
    MarkdownTable table =
        new MarkdownTable(
            "reading, whole process",
            "s",
            "min to max",
            "CPU s",
            "MB/s",
            "speed of hpc / its",
            "goal");
    for (int i = 0; i < timings.size(); i++) {
      row(table, timings.get(i), bytes, "", timings.get(0), present.get(i));
    }
    table.print(out, "Reading");
  }

  private void counting(ProcessCommand count) throws IOException, InterruptedException {
    Timing timing =
        new Comparison(Clocks.ofChildren(), progress)
            .add(count.name(), count::run, () -> {})
            .run(rounds)
            .get(0);
    new MarkdownTable("counting, whole process", "s", "min to max", "CPU s", "goal")
        .row(
            count.name(),
            format("%.3f", timing.seconds()),
            timing.range(),
            format("%.2f", timing.cpuSeconds()),
            "< 1.00 s")
        .print(out, "Counting");
  }

  private static void row(
      MarkdownTable table,
      Timing timing,
      long bytes,
      String ratio,
      Timing ours,
      ProcessCommand command) {
    List<String> cells = new ArrayList<>();
    cells.add(timing.name());
    cells.add(format("%.3f", timing.seconds()));
    cells.add(timing.range());
    cells.add(format("%.2f", timing.cpuSeconds()));
    cells.add(format("%.0f", timing.megabytesPerSecond(bytes)));
    if (!ratio.isEmpty()) {
      cells.add(ratio);
    }
    cells.add(timing.equals(ours) ? "" : format("%.2f", ours.speedup(timing)));
    cells.add(command.goal().map(goal -> format("≥ %.1f", goal)).orElse(""));
    table.row(cells.toArray(String[]::new));
  }

  /** Leaves out the peers that are not on this machine, and says so. */
  private List<ProcessCommand> present(List<ProcessCommand> all) {
    all.forEach(each -> each.obstacle().ifPresent(why -> out.printf("%n%s%n", why)));
    return all.stream().filter(each -> each.obstacle().isEmpty()).toList();
  }

  private static long size(Path path) throws IOException {
    try (Stream<Path> walk = Files.walk(path)) {
      long bytes = 0;
      for (Path each : walk.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(each);
      }
      return bytes;
    }
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
