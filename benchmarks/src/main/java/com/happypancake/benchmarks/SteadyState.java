package com.happypancake.benchmarks;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.block.Codec;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Our writer and reader in one JVM that is warm, against the limit: the codec alone on the same
 * blocks and cores, with no framing, no check and no file.
 */
final class SteadyState {

  private static final int ACCESSES = 1_000;
  private static final Duration ACCESS_BUDGET = Duration.ofSeconds(30);
  private static final String LIMIT = "limit: ";
  private static final String WRITE = "hpc: write";
  private static final String READ = "hpc: read in order";
  private static final String READ_UNORDERED = "hpc: read unordered";

  private final WorkFolder work;
  private final int threads;
  private final PrintStream out;
  private final Consumer<String> progress;
  private final Dump dump;
  private final Part part;

  /** Work on a dump that is there. */
  SteadyState(WorkFolder work, int threads, PrintStream out, Consumer<String> progress)
      throws IOException {
    this.work = work;
    this.threads = threads;
    this.out = out;
    this.progress = progress;
    this.dump = Dump.open(work.dump());
    this.part = dump.parts().get(0);
  }

  /**
   * Runs as a process of its own, so that its memory and its compiled code are its own.
   *
   * @param arguments work folder, bytes, rounds, threads; and {@code profile} where that is wanted
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    WorkFolder work = new WorkFolder(Path.of(arguments[0]), Long.parseLong(arguments[1]));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    SteadyState steady =
        new SteadyState(work, Integer.parseInt(arguments[3]), out, System.err::println);
    if (List.of(arguments).contains("profile")) {
      steady.profile();
    } else {
      steady.compare(Integer.parseInt(arguments[2]));
    }
  }

  /** Compares ours to the limit, and prints the tables. */
  void compare(int rounds) throws IOException, InterruptedException {
    Blocks blocks = Blocks.of(dump, work.raw());
    List<Codec> codecs = fastest();
    Codec ours = Codec.preferred();
    Codec codec = codecs.contains(ours) ? ours : codecs.get(0);
    Contest writing =
        new Contest(Clocks.ofThisProcess(), progress).add(WRITE, this::write, this::remove);
    for (Codec each : codecs) {
      add(writing, LIMIT + "deflate " + each, blocks, threads, BlockWork.deflate(each));
    }
    table(writing.warmUp().run(rounds), LIMIT + "deflate " + codec, "In one warm process: writing");
    Contest reading =
        new Contest(Clocks.ofThisProcess(), progress)
            .add(READ, this::read, () -> {})
            .add(READ_UNORDERED, this::readUnordered, () -> {});
    String inflate = LIMIT + "inflate " + codec.library();
    add(reading, inflate, blocks, threads, BlockWork.inflate(codec));
    table(reading.warmUp().run(rounds), inflate, "In one warm process: reading");
    costs(blocks, codec, rounds);
    access();
  }

  /** The codecs whose limit is of interest, whatever ours is: the native ones where they load. */
  private static List<Codec> fastest() {
    try {
      return List.of(Codec.of("gkl-1"), Codec.of("gkl-2"));
    } catch (IllegalArgumentException e) {
      return List.of(Codec.of("jdk-1"));
    }
  }

  private static void add(
      Contest contest, String name, Blocks blocks, int threads, Function<Blocks, BlockWork> each) {
    contest.add(name, () -> BlockWork.all(blocks, threads, each), () -> {});
  }

  /** What each thing that a writer and a reader do costs by itself. */
  private void costs(Blocks blocks, Codec codec, int rounds)
      throws IOException, InterruptedException {
    Contest contest = new Contest(Clocks.ofThisProcess(), progress);
    add(contest, "deflate " + codec, blocks, 1, BlockWork.deflate(codec));
    add(contest, "inflate " + codec.library(), blocks, 1, BlockWork.inflate(codec));
    add(contest, "CRC-32 of the content", blocks, 1, BlockWork.crc());
    add(contest, "SHA-256 of the content", blocks, 1, BlockWork.sha256());
    MarkdownTable table = new MarkdownTable("on one thread", "s", "min to max", "CPU s", "MB/s");
    for (Timing timing : contest.warmUp().run(rounds)) {
      table.row(
          timing.name(),
          format("%.3f", timing.seconds()),
          timing.range(),
          format("%.2f", timing.cpuSeconds()),
          format("%.0f", timing.megabytesPerSecond(part.getContentBytes())));
    }
    table.print(out, "What each thing costs by itself");
  }

  private void table(List<Timing> timings, String limit, String heading) {
    Timing limits =
        timings.stream().filter(each -> each.name().equals(limit)).findFirst().orElseThrow();
    MarkdownTable table =
        new MarkdownTable(
            "in process, " + threads + " threads",
            "s",
            "min to max",
            "CPU s",
            "MB/s",
            "% of the limit");
    for (Timing timing : timings) {
      table.row(
          timing.name(),
          format("%.3f", timing.seconds()),
          timing.range(),
          format("%.2f", timing.cpuSeconds()),
          format("%.0f", timing.megabytesPerSecond(part.getContentBytes())),
          format("%.0f", 100 * timing.speedup(limits)));
    }
    table.print(out, heading);
  }

  private void access() throws IOException {
    progress.accept("random access");
    Timing timing = new RandomAccess(dump, System::nanoTime).run(ACCESSES, ACCESS_BUDGET);
    new MarkdownTable("in process", "reads", "median ms", "99 % within ms", "goal")
        .row(
            timing.name(),
            String.valueOf(timing.nanos().size()),
            format("%.2f", 1e3 * timing.seconds()),
            format("%.2f", 1e3 * timing.quantile(0.99)),
            "< 20 ms")
        .print(out, "Random access");
  }

  /** Profiles ours, once warm, and prints the tables. */
  void profile() throws IOException, InterruptedException {
    new Contest(Clocks.ofThisProcess(), progress)
        .add(WRITE, this::write, this::remove)
        .add(READ, this::read, () -> {})
        .warmUp();
    Path write = work.folder().resolve("write.jfr");
    Path read = work.folder().resolve("read.jfr");
    Profile.record(this::write, write, out, "Profile of writing");
    remove();
    Profile.record(this::read, read, out, "Profile of reading");
    out.printf(Locale.ROOT, "%nThe recordings: %s and %s%n", write, read);
  }

  private void write() throws IOException {
    WriteDump.write(work.raw(), work.output());
  }

  private void remove() throws IOException {
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

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
