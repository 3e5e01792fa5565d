package com.happypancake.benchmarks;

import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.sample.SampleDatabase;
import com.happypancake.sample.plan.SampleCountry;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Extraction and the bare driver, which take turns in one warm process. */
final class ExtractContest {

  private static final String BARE = "bare driver";
  private static final String OURS = "hpc extract";
  private static final String GOAL = "≥ 0.85";
  private static final double SAMPLE_SCALE = 0.1;
  private static final int CHUNKS = 8;

  private final ExtractSettings settings;
  private final PrintStream out;
  private final Consumer<String> progress;
  private final Path dump;

  ExtractContest(ExtractSettings settings, PrintStream out, Consumer<String> progress) {
    this.settings = settings;
    this.out = out;
    this.progress = progress;
    this.dump = settings.work().resolve("dump");
  }

  /** What a side does; gives the number of rows. */
  @FunctionalInterface
  private interface Side {
    long read() throws IOException, InterruptedException;
  }

  /** Compares the two with one connection to a server, and prints the table. */
  void server(ServerProcess server) throws IOException, InterruptedException {
    Extraction extraction =
        MessageExtraction.of(server.url(), dump).toBuilder().rowsPerPart(settings.rows()).build();
    Shares shares = new Shares();
    WriterClock writer = new WriterClock();
    List<Timing> timings =
        new Contest(Clocks.ofThisProcess(), progress)
            .add(
                BARE,
                shared(BARE, server, shares, writer, new BareDriver(extraction)::read),
                () -> {})
            .add(
                OURS,
                shared(
                    OURS, server, shares, writer, () -> MessageExtraction.run(extraction, writer)),
                this::remove)
            .warmUp()
            .run(settings.rounds());
    MarkdownTable table =
        new MarkdownTable(
            "SQL Server's protocol, one connection",
            "s",
            "min to max",
            "CPU s",
            "reading thread's CPU s",
            "writing thread's CPU s",
            "server's CPU s",
            "rows/s",
            "rows/s to the bare driver's",
            "goal");
    for (Timing timing : timings) {
      boolean ours = timing.name().equals(OURS);
      table.row(
          timing.name(),
          format("%.3f", timing.seconds()),
          timing.range(),
          format("%.2f", timing.cpuSeconds()),
          format("%.2f", median(shares.readers, timing.name())),
          ours ? format("%.2f", median(shares.writers, timing.name())) : "",
          format("%.2f", median(shares.servers, timing.name())),
          format("%.0f", settings.rows() / timing.seconds()),
          ours ? format("%.2f", timing.speedup(timings.get(0))) : "",
          ours ? GOAL : "");
    }
    table.print(out, "One connection");
  }

  /** What single threads, and the server, took in each round, in nanoseconds. */
  private static final class Shares {
    private final Map<String, List<Long>> readers = new HashMap<>();
    private final Map<String, List<Long>> writers = new HashMap<>();
    private final Map<String, List<Long>> servers = new HashMap<>();
  }

  /** Knows what the thread that writes the one chunk has taken up to its last row. */
  private static final class WriterClock implements Consumer<ExtractionEvent> {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private volatile long nanos;

    @Override
    public void accept(ExtractionEvent event) {
      if (event instanceof ExtractionEvent.RowsRead) {
        nanos = threads.getCurrentThreadCpuTime();
      }
    }
  }

  /** Measures the server's processor time too, and that of single threads. */
  private Contest.Step shared(
      String name, ServerProcess server, Shares shares, WriterClock writer, Side side) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return () -> {
      long serverBefore = server.cpuNanos();
      long readerBefore = threads.getCurrentThreadCpuTime();
      expect(settings.rows(), side.read());
      add(shares.readers, name, threads.getCurrentThreadCpuTime() - readerBefore);
      add(shares.writers, name, writer.nanos);
      add(shares.servers, name, server.cpuNanos() - serverBefore);
    };
  }

  private static void add(Map<String, List<Long>> nanos, String name, long more) {
    nanos.computeIfAbsent(name, key -> new ArrayList<>()).add(more);
  }

  /** Returns the median of the rounds in seconds; what comes before them is of the warm-up. */
  private static double median(Map<String, List<Long>> nanos, String name) {
    List<Long> all = nanos.getOrDefault(name, List.of());
    return new Timing(name, all.subList(1, all.size()), List.of()).seconds();
  }

  /** Compares the two with several connections, each reading a part at a time. */
  void connections(ServerProcess server) throws IOException, InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Integer> counts = new ArrayList<>();
    for (int count = 1; count <= Math.max(4, cores); count *= 2) {
      counts.add(count);
    }
    Extraction extraction =
        MessageExtraction.of(server.url(), dump).toBuilder()
            .rowsPerPart((settings.rows() + CHUNKS - 1) / CHUNKS)
            .build();
    Contest contest = new Contest(Clocks.ofThisProcess(), progress);
    for (int count : counts) {
      contest.add(
          BARE + ", " + count,
          () -> expect(settings.rows(), readSideBySide(extraction, count)),
          () -> {});
      Extraction ours = extraction.toBuilder().connections(count).build();
      contest.add(OURS + ", " + count, () -> expect(settings.rows(), extract(ours)), this::remove);
    }
    List<Timing> timings = contest.warmUp().run(settings.rounds());
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
          format("%.0f", settings.rows() / bare.seconds()),
          format("%.0f", settings.rows() / ours.seconds()),
          format("%.2f", ours.speedup(bare)),
          format("%.2f", ours.speedup(timings.get(1))));
    }
    table.print(out, "Several connections, " + CHUNKS + " chunks");
  }

  /** The chunks that an extraction reads, dealt out beforehand. */
  private long readSideBySide(Extraction extraction, int connections)
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
                settings.rows() * i / CHUNKS,
                settings.rows() * (i + 1) / CHUNKS);
        chunks.add(executor.submit(() -> new BareDriver(extraction).read(table, where)));
      }
      long rows = 0;
      for (Future<Long> chunk : chunks) {
        rows += chunk.get();
      }
      return rows;
    } catch (ExecutionException e) {
      throw new IOException("a reader of the bare driver failed", e);
    } finally {
      executor.shutdownNow();
    }
  }

  /** Compares the two on the sample database in H2, which runs in this process and in memory. */
  void sample() throws IOException, InterruptedException {
    String url = "jdbc:h2:mem:benchmark;MODE=MSSQLServer;DB_CLOSE_DELAY=-1";
    SamplePlan plan = new SamplePlan(SampleCountry.FI, SAMPLE_SCALE, 1);
    progress.accept("making the sample database");
    try {
      SampleDatabase.create(plan, url, new Properties(), SampleProgress.silent());
    } catch (SQLException e) {
      throw new IOException("the sample database", e);
    }
    Extraction extraction = Extraction.builder(url, Country.of("FI"), dump).build();
    long rows = new BareDriver(extraction).read();
    List<Timing> timings =
        new Contest(Clocks.ofThisProcess(), progress)
            .add(BARE, () -> expect(rows, new BareDriver(extraction).read()), () -> {})
            .add(OURS, () -> expect(rows, extract(extraction)), this::remove)
            .warmUp()
            .run(settings.rounds());
    MarkdownTable table =
        new MarkdownTable(
            "H2 in memory, "
                + BareDriver.tables(extraction).size()
                + " tables of "
                + rows
                + " rows",
            "s",
            "min to max",
            "CPU s",
            "rows/s",
            "rows/s to the bare driver's");
    for (Timing timing : timings) {
      table.row(
          timing.name(),
          format("%.3f", timing.seconds()),
          timing.range(),
          format("%.2f", timing.cpuSeconds()),
          format("%.0f", rows / timing.seconds()),
          timing.name().equals(OURS) ? format("%.2f", timing.speedup(timings.get(0))) : "");
    }
    table.print(out, "The sample database");
  }

  /** Profiles an extraction, once warm, and prints the table. */
  void profile(ServerProcess server) throws IOException, InterruptedException {
    Extraction extraction =
        MessageExtraction.of(server.url(), dump).toBuilder().rowsPerPart(settings.rows()).build();
    new Contest(Clocks.ofThisProcess(), progress)
        .add(OURS, () -> extract(extraction), this::remove)
        .warmUp();
    Path file = settings.work().resolve("extract.jfr");
    Profile.record(() -> extract(extraction), file, out, "Profile of an extraction");
    remove();
    out.printf(Locale.ROOT, "%nThe recording: %s%n", file);
  }

  private long extract(Extraction extraction) throws IOException, InterruptedException {
    return MessageExtraction.run(extraction, event -> {});
  }

  private void remove() throws IOException {
    WorkFolder.delete(dump);
  }

  private static void expect(long expected, long rows) throws IOException {
    if (rows != expected) {
      throw new IOException("read " + rows + " rows; expected " + expected);
    }
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
