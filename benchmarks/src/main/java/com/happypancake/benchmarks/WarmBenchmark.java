package com.happypancake.benchmarks;

import static com.happypancake.benchmarks.MarkdownTable.format;

import com.happypancake.benchmarks.DumpBlocks.BlockTask;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.block.Codec;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Compares hpc's writer and reader in one warm JVM with their limit: the codec alone on the same
 * blocks and cores, without framing, checks and files.
 */
final class WarmBenchmark {
  private static final int MOST_ACCESSES = 1_000;
  private static final Duration ACCESS_BUDGET = Duration.ofSeconds(30);
  private static final String LIMIT = "limit: ";
  private static final String WRITE = "hpc: write";
  private static final String READ = "hpc: read in order";
  private static final String READ_UNORDERED = "hpc: read unordered";

  private final int threads = Runtime.getRuntime().availableProcessors();
  private final WorkFolder work;
  private final PrintStream out;
  private final Consumer<String> progress;
  private final Dump dump;
  private final Part part;

  /** Opens the dump of {@code work}. */
  WarmBenchmark(WorkFolder work, PrintStream out, Consumer<String> progress) throws IOException {
    this.work = work;
    this.out = out;
    this.progress = progress;
    this.dump = Dump.open(work.dump());
    this.part = dump.parts().get(0);
  }

  /**
   * Runs in a separate process, so that memory and compiled code are its own.
   *
   * @param arguments the work folder, the bytes, the rounds and the mode
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    WorkFolder work = new WorkFolder(Path.of(arguments[0]), Long.parseLong(arguments[1]));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    WarmBenchmark benchmark = new WarmBenchmark(work, out, System.err::println);
    if (arguments[3].equals(BenchmarkSettings.Mode.PROFILE.name())) {
      benchmark.profile();
    } else {
      benchmark.compare(Integer.parseInt(arguments[2]));
    }
  }

  /** Compares hpc with the limit and prints the tables. */
  void compare(int rounds) throws IOException, InterruptedException {
    DumpBlocks blocks = DumpBlocks.of(dump, work.raw());
    List<Codec> codecs = fastest();
    Codec ours = Codec.preferred();
    Codec codec = codecs.contains(ours) ? ours : codecs.get(0);
    Comparison writing =
        Comparison.ofThisProcess(progress).add(WRITE, this::write, this::removeOutput);
    for (Codec each : codecs) {
      add(writing, LIMIT + "deflate " + each, blocks, threads, DumpBlocks.deflate(each));
    }
    compareToLimit(writing, rounds, LIMIT + "deflate " + codec, "writing");
    Comparison reading =
        Comparison.ofThisProcess(progress)
            .add(READ, this::read)
            .add(READ_UNORDERED, this::readUnordered);
    String inflate = LIMIT + "inflate " + codec.library();
    add(reading, inflate, blocks, threads, DumpBlocks.inflate(codec));
    compareToLimit(reading, rounds, inflate, "reading");
    singleCosts(blocks, codec, rounds);
    randomAccess();
  }

  /** Returns the codecs of the limits: the native ones if they load. hpc's codec may differ. */
  private static List<Codec> fastest() {
    try {
      return List.of(Codec.of("gkl-1"), Codec.of("gkl-2"));
    } catch (IllegalArgumentException e) {
      return List.of(Codec.of("jdk-1"));
    }
  }

  private static void add(
      Comparison comparison,
      String name,
      DumpBlocks blocks,
      int threads,
      Supplier<BlockTask> task) {
    comparison.add(name, () -> blocks.run(threads, task));
  }

  private void compareToLimit(Comparison comparison, int rounds, String limit, String what)
      throws IOException, InterruptedException {
    List<Timing> timings = comparison.warmUp().run(rounds);
    Timing limits =
        timings.stream().filter(each -> each.name().equals(limit)).findFirst().orElseThrow();
    MarkdownTable table =
        MarkdownTable.ofTimings("in process, " + threads + " threads", "MB/s", "% of the limit");
    for (Timing timing : timings) {
      table.row(timing, megabytes(timing), format("%.0f", 100 * timing.speedup(limits)));
    }
    table.print(out, "In one warm process: " + what);
  }

  private String megabytes(Timing timing) {
    return format("%.0f", timing.megabytesPerSecond(part.getContentBytes()));
  }

  /** Measures the cost of each operation of a writer and a reader separately. */
  private void singleCosts(DumpBlocks blocks, Codec codec, int rounds)
      throws IOException, InterruptedException {
    Comparison comparison = Comparison.ofThisProcess(progress);
    add(comparison, "deflate " + codec, blocks, 1, DumpBlocks.deflate(codec));
    add(comparison, "inflate " + codec.library(), blocks, 1, DumpBlocks.inflate(codec));
    add(comparison, "CRC-32 of the content", blocks, 1, DumpBlocks.crc());
    add(comparison, "SHA-256 of the content", blocks, 1, DumpBlocks.sha256());
    MarkdownTable table = MarkdownTable.ofTimings("on one thread", "MB/s");
    for (Timing timing : comparison.warmUp().run(rounds)) {
      table.row(timing, megabytes(timing));
    }
    table.print(out, "What each thing costs by itself");
  }

  /** Reads single records at random ordinals by the index. The first read is not measured. */
  private void randomAccess() throws IOException {
    progress.accept("random access");
    RowRandom random = new RowRandom("FI", 1, "benchmark.access");
    readOne(1);
    List<Long> nanos = new ArrayList<>();
    long end = System.nanoTime() + ACCESS_BUDGET.toNanos();
    do {
      long ordinal = 1 + random.below(part.getRecords());
      long start = System.nanoTime();
      readOne(ordinal);
      nanos.add(System.nanoTime() - start);
    } while (nanos.size() < MOST_ACCESSES && System.nanoTime() < end);
    Timing timing = new Timing("record at a random ordinal", nanos, List.of());
    new MarkdownTable("in process", "reads", "median ms", "99 % within ms", "goal")
        .row(
            timing.name(),
            String.valueOf(nanos.size()),
            format("%.2f", 1e3 * timing.seconds()),
            format("%.2f", 1e3 * timing.quantile(0.99)),
            "< 20 ms")
        .print(out, "Random access");
  }

  private void readOne(long ordinal) throws IOException {
    try (PartReader reader = dump.read(part, new OrdinalRange(ordinal, ordinal + 1))) {
      if (!reader.advance() || reader.ordinal() != ordinal) {
        throw new IOException(part.getPath() + ": no record " + ordinal);
      }
    }
  }

  /** Profiles hpc in the warm process and prints the tables. */
  void profile() throws IOException, InterruptedException {
    Comparison.ofThisProcess(progress)
        .add(WRITE, this::write, this::removeOutput)
        .add(READ, this::read)
        .warmUp();
    Path write = work.folder().resolve("write.jfr");
    Path read = work.folder().resolve("read.jfr");
    FlightRecording.record(this::write, write, out, "Profile of writing");
    removeOutput();
    FlightRecording.record(this::read, read, out, "Profile of reading");
    out.printf(Locale.ROOT, "%nThe recordings: %s and %s%n", write, read);
  }

  private void write() throws IOException {
    WriteDump.write(work.raw(), work.output());
  }

  private void removeOutput() throws IOException {
    WorkFolder.delete(work.output());
  }

  private void read() throws IOException {
    try (PartReader reader = dump.read(part)) {
      expectAll(count(reader));
    }
  }

  private void readUnordered() throws IOException {
    LongAdder records = new LongAdder();
    dump.readUnordered(part, reader -> records.add(count(reader)));
    expectAll(records.sum());
  }

  private static long count(PartReader reader) throws IOException {
    long records = 0;
    while (reader.advance()) {
      records++;
    }
    return records;
  }

  private void expectAll(long records) throws IOException {
    if (records != part.getRecords()) {
      throw new IOException(
          part.getPath() + ": read " + records + " records; expected " + part.getRecords());
    }
  }
}
