package com.happypancake.benchmarks;

import com.happypancake.dumps.block.Codec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures extraction against the bare driver, and prints the tables in Markdown. */
final class ExtractBenchmarks {

  private static final int USAGE_ERROR = 2;

  private final ExtractSettings settings;
  private final PrintStream out;
  private final Consumer<String> progress;

  /**
   * A run.
   *
   * @param out receives the tables
   * @param progress hears what is being run
   */
  ExtractBenchmarks(ExtractSettings settings, PrintStream out, Consumer<String> progress) {
    this.settings = settings;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Runs what the options say.
   *
   * @param arguments the project's folder, and the options
   * @throws IOException if a file cannot be read or written, or a process fails
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> options = List.of(arguments).subList(1, arguments.length);
    if (options.contains("--help")) {
      out.println(ExtractSettings.USAGE);
      return;
    }
    try {
      Path folder = Path.of(arguments[0]).resolve("benchmarks/target/extract");
      ExtractSettings settings = ExtractSettings.parse(options, folder);
      new ExtractBenchmarks(settings, out, System.err::println).run();
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.err.println(ExtractSettings.USAGE);
      System.exit(USAGE_ERROR);
    }
  }

  /** Does all. Of its files, a profile's recording is left. */
  void run() throws IOException, InterruptedException {
    Files.createDirectories(settings.work());
    OurJvm jvm = new OurJvm(Optional.empty(), settings.work().resolve("none"));
    int cores = Runtime.getRuntime().availableProcessors();
    try (ServerProcess server = ServerProcess.start(jvm.words(), settings.rows())) {
      switch (settings.kind()) {
        case COMPARISON -> {
          Machine.print(out, cores, Codec.preferred());
          out.printf(
              Locale.ROOT,
              "- work: %d rows of dbo.Messages from a server in a process of its own on the same"
                  + " machine; medians of %d rounds%n",
              settings.rows(),
              settings.rounds());
          ExtractContest contest = new ExtractContest(settings, out, progress);
          contest.server(server);
          contest.connections(server);
          contest.sample();
        }
        case PROFILE -> new ExtractContest(settings, out, progress).profile(server);
        case MEMORY -> new ExtractMemory(settings, jvm, out).run(server.url());
      }
    }
  }
}
