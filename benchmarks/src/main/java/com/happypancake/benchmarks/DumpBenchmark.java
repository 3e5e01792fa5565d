package com.happypancake.benchmarks;

import com.happypancake.benchmarks.BenchmarkSettings.Mode;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.block.Codec;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Compares writing and reading a dump with peers and with the limit, or profiles them. */
final class DumpBenchmark {
  /** The blocks are in memory twice: as content and deflated. */
  private static final int HEAP_PERCENT = 180;

  private static final long HEAP_MEGABYTES = 512;

  private final BenchmarkSettings settings;
  private final WorkFolder work;
  private final List<String> hpc;
  private final PrintStream out;
  private final Consumer<String> progress;

  /**
   * Creates a run.
   *
   * @param hpc the words that start hpc's command line
   * @param out receives the tables
   * @param progress receives the name of what runs
   */
  DumpBenchmark(
      BenchmarkSettings settings, List<String> hpc, PrintStream out, Consumer<String> progress) {
    this.settings = settings;
    this.work = new WorkFolder(settings.work(), settings.size());
    this.hpc = List.copyOf(hpc);
    this.out = out;
    this.progress = progress;
  }

  /** Runs the benchmark and deletes its files. A profile's recordings stay. */
  void run() throws IOException, InterruptedException {
    progress.accept("making " + work.raw());
    work.prepare();
    ChildJvm jvm = new ChildJvm(settings.codec(), work.archive());
    try {
      jvm.share(work.folder().resolve("small"));
      ProcessBenchmark processes = new ProcessBenchmark(work, jvm.sharing(), hpc, out, progress);
      progress.accept("making " + work.dump());
      processes.writeDump();
      if (settings.mode() == Mode.COMPARISON) {
        Machine.print(out, settings.codec().map(Codec::of).orElseGet(Codec::preferred));
        printWork();
        processes.run(settings.rounds());
      }
      warmProcess(jvm).to(work.tables()).run();
      out.print(Files.readString(work.tables()));
    } finally {
      work.clear();
    }
  }

  private void printWork() throws IOException {
    Part part = Dump.open(work.dump()).parts().get(0);
    out.printf(
        Locale.ROOT,
        "- work: %.1f MB in %d records of messages, %.0f bytes each; medians of %d rounds%n",
        part.getContentBytes() * 1e-6,
        part.getRecords(),
        (double) part.getContentBytes() / part.getRecords(),
        settings.rounds());
  }

  private ProcessCommand warmProcess(ChildJvm jvm) {
    long heap = HEAP_MEGABYTES + work.bytes() / 1_000_000 * HEAP_PERCENT / 100;
    return ProcessCommand.ours(
        "in one process",
        jvm.words("-Xmx" + heap + "m"),
        WarmBenchmark.class.getName(),
        work.folder().toString(),
        String.valueOf(work.bytes()),
        String.valueOf(settings.rounds()),
        settings.mode().name());
  }
}
