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
   * @param arguments the project's folder, optionally the word {@code extract}, {@code transform},
   *     {@code seed}, {@code streams} or {@code properties}, and the options
   * @throws IOException if a file cannot be read or written, or a process fails
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments[0]);
    Suite suite = suite(arguments.length > 1 ? arguments[1] : "");
    int first = suite == Suite.DUMPS ? 1 : 2;
    List<String> options = List.of(arguments).subList(first, arguments.length);
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
    Path launcher = home.resolve("hpc");
    switch (suite) {
      case DUMPS ->
          new DumpBenchmark(settings, hpc(settings, launcher), out, System.err::println).run();
      case EXTRACTION -> new ExtractBenchmark(settings, out, System.err::println).run();
      case TRANSFORM ->
          new TransformBenchmark(
                  settings,
                  launcher,
                  home.resolve("benchmarks/peers/transform"),
                  out,
                  System.err::println)
              .run();
      case SEEDING ->
          new SeedBenchmark(
                  settings,
                  launcher,
                  home.resolve("benchmarks/peers/perf-test/pom.xml"),
                  out,
                  System.err::println)
              .run();
      case STREAMS -> new StreamBenchmark(settings, out, System.err::println).run();
      case PROPERTIES -> new PropertyBenchmark(settings, out, System.err::println).run();
    }
  }

  private static Suite suite(String word) {
    return switch (word) {
      case "extract" -> Suite.EXTRACTION;
      case "transform" -> Suite.TRANSFORM;
      case "seed" -> Suite.SEEDING;
      case "streams" -> Suite.STREAMS;
      case "properties" -> Suite.PROPERTIES;
      default -> Suite.DUMPS;
    };
  }

  /** Returns the words that start hpc's command line with the requested codec. */
  private static List<String> hpc(BenchmarkSettings settings, Path launcher) {
    return settings
        .codec()
        .map(codec -> List.of("env", "HPC_OPTS=-Dhpc.codec=" + codec, launcher.toString()))
        .orElse(List.of(launcher.toString()));
  }
}
