package com.happypancake.benchmarks;

import static com.happypancake.benchmarks.MarkdownTable.format;

import com.happypancake.dumps.block.Codec;
import com.happypancake.extractor.Extraction;
import com.happypancake.sample.SampleDatabase;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Compares extraction with the bare driver in one warm process, or profiles it. */
final class ExtractBenchmark {
  private static final String BARE = "bare driver";
  private static final String OURS = "hpc extract";
  private static final String GOAL = "≥ 0.85";
  private static final double SAMPLE_SCALE = 0.1;
  private static final int CHUNKS = 8;

  private final BenchmarkSettings settings;
  private final PrintStream out;
  private final Consumer<String> progress;
  private final long rows;
  private final Path dump;

  /**
   * Creates a run.
   *
   * @param out receives the tables
   * @param progress receives the name of what runs
   */
  ExtractBenchmark(BenchmarkSettings settings, PrintStream out, Consumer<String> progress) {
    this.settings = settings;
    this.out = out;
    this.progress = progress;
    this.rows = settings.size();
    this.dump = settings.work().resolve("dump");
  }

  /** Runs the benchmark and deletes its files. A profile's recording stays. */
  void run() throws IOException, InterruptedException {
    Files.createDirectories(settings.work());
    ChildJvm jvm = new ChildJvm(Optional.empty(), settings.work().resolve("none"));
    try (MessageServer.ServerProcess server = MessageServer.startProcess(jvm, rows)) {
      switch (settings.mode()) {
        case COMPARISON -> {
          Machine.print(out, Codec.preferred());
          out.printf(
              Locale.ROOT,
              "- work: %d rows of dbo.Messages from a server in a process of its own on the same"
                  + " machine; medians of %d rounds%n",
              rows,
              settings.rounds());
          compareOneConnection(server);
          compareConnections(server);
          compareSampleDatabase();
        }
        case PROFILE -> profile(server);
        case MEMORY -> new MemoryBenchmark(jvm, rows, dump, out).run(server.url());
      }
    }
  }

  /** Compares both on one connection to a server and prints the table. */
  void compareOneConnection(MessageServer.ServerProcess server)
      throws IOException, InterruptedException {
    Extraction extraction = MessageExtraction.of(server.url(), dump, rows);
    CpuShares bare = new CpuShares(server);
    CpuShares ours = new CpuShares(server);
    List<Timing> timings =
        Comparison.ofThisProcess(progress)
            .add(BARE, () -> expect(rows, bare.measure(new BareDriver(extraction)::read)))
            .add(
                OURS,
                () ->
                    expect(rows, ours.measure(() -> MessageExtraction.run(extraction, ours::hear))),
                this::removeDump)
            .warmUp()
            .run(settings.rounds());
    Timing bareTiming = timings.get(0);
    Timing ourTiming = timings.get(1);
    MarkdownTable.ofTimings(
            "SQL Server's protocol, one connection",
            "reading thread's CPU s",
            "writing thread's CPU s",
            "server's CPU s",
            "rows/s",
            "rows/s to the bare driver's",
            "goal")
        .row(bareTiming, bare.reader(), "", bare.server(), rate(rows, bareTiming), "", "")
        .row(
            ourTiming,
            ours.reader(),
            ours.writer(),
            ours.server(),
            rate(rows, ourTiming),
            format("%.2f", ourTiming.speedup(bareTiming)),
            GOAL)
        .print(out, "One connection");
  }

  private static String rate(long rows, Timing timing) {
    return format("%.0f", rows / timing.seconds());
  }

  /** Compares both on several connections, each of which reads one chunk at a time. */
  void compareConnections(MessageServer.ServerProcess server)
      throws IOException, InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Integer> counts = new ArrayList<>();
    for (int count = 1; count <= Math.max(4, cores); count *= 2) {
      counts.add(count);
    }
    Extraction extraction = MessageExtraction.of(server.url(), dump, (rows + CHUNKS - 1) / CHUNKS);
    Comparison comparison = Comparison.ofThisProcess(progress);
    for (int count : counts) {
      comparison.add(BARE + ", " + count, () -> expect(rows, readChunks(extraction, count)));
      Extraction ours = MessageExtraction.withConnections(extraction, count);
      comparison.add(OURS + ", " + count, () -> expect(rows, extract(ours)), this::removeDump);
    }
    List<Timing> timings = comparison.warmUp().run(settings.rounds());
    MarkdownTable table =
        new MarkdownTable(
            "connections, on " + cores + " cores",
            "bare driver: rows/s",
            "hpc extract: rows/s",
            "hpc's to the bare driver's",
            "hpc's to its own with 1");
    for (int i = 0; i < counts.size(); i++) {
      Timing bare = timings.get(2 * i);
      Timing ours = timings.get(2 * i + 1);
      table.row(
          String.valueOf(counts.get(i)),
          rate(rows, bare),
          rate(rows, ours),
          format("%.2f", ours.speedup(bare)),
          format("%.2f", ours.speedup(timings.get(1))));
    }
    table.print(out, "Several connections, " + CHUNKS + " chunks");
  }

  /** Reads the chunks of an extraction with the bare driver on several connections. */
  private long readChunks(Extraction extraction, int connections)
      throws IOException, InterruptedException {
    LegacyTable table = BareDriver.tables(extraction).get(0);
    ExecutorService executor = Executors.newFixedThreadPool(connections);
    try {
      List<Future<Long>> chunks = new ArrayList<>();
      for (int i = 0; i < CHUNKS; i++) {
        String where =
            String.format(
                Locale.ROOT,
                " WHERE [MessageId] >= CAST(%d AS bigint) AND [MessageId] < CAST(%d AS bigint)",
                rows * i / CHUNKS,
                rows * (i + 1) / CHUNKS);
        chunks.add(executor.submit(() -> new BareDriver(extraction).read(table, where)));
      }
      long count = 0;
      for (Future<Long> chunk : chunks) {
        count += chunk.get();
      }
      return count;
    } catch (ExecutionException e) {
      throw new IOException("a reader of the bare driver failed", e);
    } finally {
      executor.shutdownNow();
    }
  }

  /** Compares both on the sample database in H2, in this process's memory. */
  private void compareSampleDatabase() throws IOException, InterruptedException {
    String url = "jdbc:h2:mem:benchmark;MODE=MSSQLServer;DB_CLOSE_DELAY=-1";
    SamplePlan plan = new SamplePlan(SampleCountry.FI, SAMPLE_SCALE, 1);
    progress.accept("making the sample database");
    try {
      SampleDatabase.create(plan, url, new Properties(), SampleProgress.silent());
    } catch (SQLException e) {
      throw new IOException("the sample database", e);
    }
    Extraction extraction = MessageExtraction.ofSample(url, dump);
    long all = new BareDriver(extraction).read();
    List<Timing> timings =
        Comparison.ofThisProcess(progress)
            .add(BARE, () -> expect(all, new BareDriver(extraction).read()))
            .add(OURS, () -> expect(all, extract(extraction)), this::removeDump)
            .warmUp()
            .run(settings.rounds());
    Timing bare = timings.get(0);
    Timing ours = timings.get(1);
    int tables = BareDriver.tables(extraction).size();
    MarkdownTable.ofTimings(
            "H2 in memory, " + tables + " tables of " + all + " rows",
            "rows/s",
            "rows/s to the bare driver's")
        .row(bare, rate(all, bare), "")
        .row(ours, rate(all, ours), format("%.2f", ours.speedup(bare)))
        .print(out, "The sample database");
  }

  /** Profiles an extraction in the warm process and prints the table. */
  private void profile(MessageServer.ServerProcess server)
      throws IOException, InterruptedException {
    Extraction extraction = MessageExtraction.of(server.url(), dump, rows);
    Comparison.ofThisProcess(progress)
        .add(OURS, () -> extract(extraction), this::removeDump)
        .warmUp();
    Path file = settings.work().resolve("extract.jfr");
    FlightRecording.record(() -> extract(extraction), file, out, "Profile of an extraction");
    removeDump();
    out.printf(Locale.ROOT, "%nThe recording: %s%n", file);
  }

  private static long extract(Extraction extraction) throws IOException, InterruptedException {
    return MessageExtraction.run(extraction, event -> {});
  }

  private void removeDump() throws IOException {
    WorkFolder.delete(dump);
  }

  private static void expect(long expected, long rows) throws IOException {
    if (rows != expected) {
      throw new IOException("read " + rows + " rows; expected " + expected);
    }
  }
}
