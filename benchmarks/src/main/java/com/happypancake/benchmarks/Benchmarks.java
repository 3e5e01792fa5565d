package com.happypancake.benchmarks;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.block.Codec;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Makes the work, runs all sides, and prints the tables in Markdown. */
final class Benchmarks {

  private static final int USAGE_ERROR = 2;

  /** The blocks are in memory twice, as content and deflated. */
  private static final int HEAP_PERCENT = 180;

  private static final long HEAP_MEGABYTES = 512;

  private final Settings settings;
  private final List<String> hpc;
  private final PrintStream out;
  private final Consumer<String> progress;

  /**
   * A run.
   *
   * @param hpc the words that start the command line
   * @param out receives the tables
   * @param progress hears what is being run
   */
  Benchmarks(Settings settings, List<String> hpc, PrintStream out, Consumer<String> progress) {
    this.settings = settings;
    this.hpc = List.copyOf(hpc);
    this.out = out;
    this.progress = progress;
  }

  /**
   * Runs the comparison, or the profile.
   *
   * @param arguments the project's folder, and the options
   * @throws IOException if a file cannot be read or written, or a process fails
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path home = Path.of(arguments[0]);
    List<String> options = List.of(arguments).subList(1, arguments.length);
    if (options.contains("--help")) {
      out.println(Settings.USAGE);
      return;
    }
    try {
      Settings settings =
          Settings.parse(
              options,
              home.resolve("benchmarks/target/work"),
              Runtime.getRuntime().availableProcessors());
      List<String> hpc = hpc(settings, home.resolve("hpc"));
      new Benchmarks(settings, hpc, out, System.err::println).run();
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.err.println(Settings.USAGE);
      System.exit(USAGE_ERROR);
    }
  }

  private static List<String> hpc(Settings settings, Path launcher) {
    List<String> words = new ArrayList<>();
    settings
        .codec()
        .ifPresent(codec -> words.addAll(List.of("env", "HPC_OPTS=-Dhpc.codec=" + codec)));
    words.add(launcher.toString());
    return words;
  }

  /** Does all. Of its files, a profile's recordings are left. */
  void run() throws IOException, InterruptedException {
    WorkFolder work = settings.work();
    progress.accept("making " + work.raw());
    work.prepare();
    OurJvm jvm = new OurJvm(settings.codec(), work.archive());
    try {
      jvm.share(work.folder().resolve("small"));
      Commands commands = new Commands(work, settings.threads(), jvm.sharing(), hpc);
      progress.accept("making " + work.dump());
      commands.writing(work.dump()).run();
      if (!settings.profile()) {
        Codec codec = settings.codec().map(Codec::of).orElseGet(Codec::preferred);
        Machine.print(out, settings.threads(), codec);
        printWork(work);
        new WholeProcesses(work, settings.rounds(), commands, out, progress).run();
      }
      steadyState(jvm).to(work.tables()).run();
      out.print(Files.readString(work.tables()));
    } finally {
      work.clear();
    }
  }

  private void printWork(WorkFolder work) throws IOException {
    Part part = Dump.open(work.dump()).parts().get(0);
    out.printf(
        Locale.ROOT,
        "- work: %.1f MB in %d records of messages, %.0f bytes each; medians of %d rounds%n",
        part.getContentBytes() * 1e-6,
        part.getRecords(),
        (double) part.getContentBytes() / part.getRecords(),
        settings.rounds());
  }

  private Command steadyState(OurJvm jvm) {
    WorkFolder work = settings.work();
    long heap = HEAP_MEGABYTES + work.bytes() / 1_000_000 * HEAP_PERCENT / 100;
    return Command.ours(
        "in one process",
        jvm.words("-Xmx" + heap + "m"),
        SteadyState.class.getName(),
        work.folder().toString(),
        String.valueOf(work.bytes()),
        String.valueOf(settings.rounds()),
        String.valueOf(settings.threads()),
        settings.profile() ? "profile" : "compare");
  }
}
