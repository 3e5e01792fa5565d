package com.happypancake.benchmarks;

import com.happypancake.benchmarks.BenchmarkSettings.Suite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The command line {@code benchmarks/run}. It prints its tables in Markdown. */
final class Benchmarks {
  private static final int USAGE_ERROR = 2;

  private Benchmarks() {}

  /**
   * Runs the benchmarks.
   *
   * @param arguments the project's folder, optionally the word {@code extract}, and the options
   * @throws IOException if a file cannot be read or written, or a process fails
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments[0]);
    boolean extract = arguments.length > 1 && arguments[1].equals("extract");
    Suite suite = extract ? Suite.EXTRACTION : Suite.DUMPS;
    List<String> options = List.of(arguments).subList(extract ? 2 : 1, arguments.length);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (options.contains("--help")) {
      out.println(suite.usage());
      return;
    }
    BenchmarkSettings settings;
    try {
      settings = BenchmarkSettings.parse(suite, options, home.resolve("benchmarks/target"));
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.err.println(suite.usage());
      System.exit(USAGE_ERROR);
      return;
    }
    if (extract) {
      new ExtractBenchmark(settings, out, System.err::println).run();
    } else {
      List<String> hpc = hpc(settings, home.resolve("hpc"));
      new DumpBenchmark(settings, hpc, out, System.err::println).run();
    }
  }

  /** Returns the words that start hpc's command line with the requested codec. */
  private static List<String> hpc(BenchmarkSettings settings, Path launcher) {
    return settings
        .codec()
        .map(codec -> List.of("env", "HPC_OPTS=-Dhpc.codec=" + codec, launcher.toString()))
        .orElse(List.of(launcher.toString()));
  }
}
