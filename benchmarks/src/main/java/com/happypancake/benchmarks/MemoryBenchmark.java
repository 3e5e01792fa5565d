package com.happypancake.benchmarks;

import com.happypancake.extractor.ExtractionEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Measures the memory of an extraction of many rows in a process with a small heap. */
final class MemoryBenchmark {

  private static final String HEAP = "-Xmx192m";
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int STEPS = 10;

  private final ChildJvm jvm;
  private final long rows;
  private final Path dump;
  private final PrintStream out;

  MemoryBenchmark(ChildJvm jvm, long rows, Path dump, PrintStream out) {
    this.jvm = jvm;
    this.rows = rows;
    this.dump = dump;
    this.out = out;
  }

  /** Runs an extraction from a server, prints the table, and deletes the dump. */
  void run(String url) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(jvm.words(HEAP));
    words.add(MemoryBenchmark.class.getName());
    words.addAll(List.of(url, dump.toString(), String.valueOf(Math.max(1, rows / STEPS))));
    try {
      Process process =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      MarkdownTable table = new MarkdownTable("rows, " + HEAP, "resident MB", "most so far MB");
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException("the extraction ended with code " + code);
      }
      output.lines().map(line -> line.split(" ", -1)).forEach(table::row);
      table.print(out, "Memory");
    } finally {
      WorkFolder.delete(dump);
    }
  }

  /**
   * Runs an extraction and prints lines of three numbers: the rows so far, and the current and the
   * highest resident memory in megabytes.
   *
   * @param arguments the source's URL, the dump's folder, and the number of rows between lines
   * @throws IOException if the extraction fails
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long step = Long.parseLong(arguments[2]);
    AtomicLong next = new AtomicLong(step);
    MessageExtraction.run(
        MessageExtraction.of(arguments[0], Path.of(arguments[1])),
        event -> {
          if (event instanceof ExtractionEvent.RowsRead read) {
            for (; read.rows() >= next.get(); next.addAndGet(step)) {
              System.out.printf(
                  Locale.ROOT, "%d %s %s%n", next.get(), megabytes("VmRSS"), megabytes("VmHWM"));
            }
          }
        });
  }

  private static String megabytes(String name) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> String.valueOf(Long.parseLong(line.replaceAll("\\D", "")) / 1024))
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
