package com.happypancake.benchmarks;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.legacy.Message;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Manifest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Writes and reads 50,000 message rows as a dump, and, as the other side, as one gzip stream of the
 * JDK's with delimited protobuf in it: the same deflate level, no blocks, no checks.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 7)
@Fork(1)
public class DumpBenchmark {

  private static final int ROWS = 50_000;
  private static final int WORDS = 60;
  private static final int VOCABULARY = 4_000;

  private final List<Message> rows = new ArrayList<>();
  private Path folder = Path.of("");
  private int round;

  /**
   * Makes the rows, and one dump and one gzip file to read.
   *
   * @throws IOException if the disk refuses
   */
  @Setup(Level.Trial)
  public void makeRows() throws IOException {
    folder = Files.createTempDirectory("hpc-benchmark");
    Random random = new Random(1);
    for (int id = 1; id <= ROWS; id++) {
      StringBuilder body = new StringBuilder();
      for (int word = 0; word < WORDS; word++) {
        // The square of a uniform number: a few words are frequent, most are rare.
        double uniform = random.nextDouble();
        body.append(Integer.toString((int) (uniform * uniform * VOCABULARY) + 1000, 36))
            .append(' ');
      }
      rows.add(
          Message.newBuilder()
              .setMessageId(id)
              .setFromMemberId(random.nextInt(ROWS))
              .setToMemberId(random.nextInt(ROWS))
              .setBody(body.toString())
              .setSentAt(random.nextLong() >>> 8)
              .build());
    }
    writeDump(folder.resolve("read"));
    writeGzip(folder.resolve("read.gz"));
  }

  /**
   * Removes everything.
   *
   * @throws IOException if the disk refuses
   */
  @TearDown(Level.Trial)
  public void removeFiles() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /**
   * Writes a dump.
   *
   * @throws IOException if the disk refuses
   */
  @Benchmark
  public void dumpWrite() throws IOException {
    writeDump(folder.resolve("write" + round++));
  }

  /**
   * Writes a gzip stream.
   *
   * @throws IOException if the disk refuses
   */
  @Benchmark
  public void gzipWrite() throws IOException {
    writeGzip(folder.resolve("write" + round++ + ".gz"));
  }

  /**
   * Reads a dump, with all its checks.
   *
   * @return how many bytes the records have
   * @throws IOException if the disk refuses
   */
  @Benchmark
  public long dumpRead() throws IOException {
    long bytes = 0;
    Dump dump = Dump.open(folder.resolve("read"));
    try (PartReader reader = dump.read(dump.parts().get(0))) {
      while (reader.advance()) {
        bytes += reader.record().length;
      }
    }
    return bytes;
  }

  /**
   * Reads a gzip stream.
   *
   * @return how many bytes the stream has
   * @throws IOException if the disk refuses
   */
  @Benchmark
  public long gzipRead() throws IOException {
    try (InputStream in =
        new BufferedInputStream(
            new GZIPInputStream(Files.newInputStream(folder.resolve("read.gz")), 1 << 16))) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private void writeDump(Path target) throws IOException {
    try (DumpWriter dump =
        DumpWriter.create(target, List.of(LegacyProto.getDescriptor()), Clock.systemUTC())) {
      try (PartWriter part = dump.part("Messages", "hpc.legacy.Message")) {
        for (Message row : rows) {
          part.write(row);
        }
        part.finish();
      }
      dump.finish(Manifest.newBuilder().setContent(Content.CONTENT_ROWS));
    }
  }

  private void writeGzip(Path target) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(
            new GZIPOutputStream(Files.newOutputStream(target), 1 << 16), 1 << 16)) {
      for (Message row : rows) {
        row.writeDelimitedTo(out);
      }
    }
  }
}
