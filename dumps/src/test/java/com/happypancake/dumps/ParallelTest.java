package com.happypancake.dumps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.block.Block;
import com.happypancake.dumps.block.BlockReader;
import com.happypancake.dumps.block.Codec;
import com.happypancake.dumps.block.CodecTest;
import com.happypancake.dumps.block.Workers;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class ParallelTest {

  private static final String MESSAGE = "hpc.types.Date";

  private static final List<byte[]> RECORDS = records(5_000);

  @TempDir Path temporary;

  private final List<ExecutorService> pools = new ArrayList<>();

  /** Of all lengths, with some that are longer than a block; about 380 bytes each. */
  private static List<byte[]> records(int count) {
    Random random = new Random(7);
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] record = new byte[i % 1_001 == 0 ? 70_000 + i : random.nextInt(600)];
      for (int at = 0; at < record.length; at++) {
        record[at] = (byte) random.nextInt(i % 7 == 0 ? 256 : 20);
      }
      records.add(record);
    }
    return records;
  }

  @AfterEach
  void shutDown() {
    pools.forEach(ExecutorService::shutdownNow);
  }

  private Workers workers(int threads) {
    if (threads == 1) {
      return Workers.caller();
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads - 1);
    pools.add(pool);
    return new Workers(pool, threads);
  }

  private Path write(String name, Codec codec, int threads) throws IOException {
    return write(name, codec, threads, RECORDS);
  }

  private Path write(String name, Codec codec, int threads, List<byte[]> records)
      throws IOException {
    Path folder = temporary.resolve(name);
    try (DumpWriter dump =
        DumpWriter.create(
            folder,
            List.of(LegacyProto.getDescriptor()),
            Dumps.CLOCK,
            new WriteOptions(codec, threads > 2),
            workers(threads))) {
      try (PartWriter part = dump.part("Days", MESSAGE)) {
        for (byte[] record : records) {
          part.write(record);
        }
        part.finish();
      }
      dump.finish(Dumps.rows());
    }
    return folder;
  }

  static Stream<Codec> codecs() {
    return CodecTest.codecs();
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void bytesDoNotDependOnTheNumberOfThreads(Codec codec) throws IOException {
    Path one = write("one", codec, 1);
    for (int threads : new int[] {2, 3, 8}) {
      Path many = write("many" + threads, codec, threads);
      for (String file : List.of("Days/part-00000.pb.gz", "Days/part-00000.index.pb.gz")) {
        assertThat(many.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void contentAndItsCuttingDoNotDependOnTheCodec(Codec codec) throws IOException {
    Dump plain = Dump.open(write("plain", new Codec(Codec.Library.JDK, 6), 1));
    Dump dump = Dump.open(write("dump", codec, 2));
    assertThat(dump.manifest().getContentDigest()).isEqualTo(plain.manifest().getContentDigest());
    assertThat(blockLengths(dump)).isEqualTo(blockLengths(plain));
  }

  private static List<Integer> blockLengths(Dump dump) throws IOException {
    List<Integer> lengths = new ArrayList<>();
    Part part = dump.parts().get(0);
    try (BlockReader blocks =
        new BlockReader(
            dump.folder().resolve(part.getPath()), 0, Codec.preferred(), Workers.caller())) {
      for (Optional<Block> block = blocks.next(); block.isPresent(); block = blocks.next()) {
        lengths.add(block.get().length);
      }
    }
    return lengths;
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void everyReaderReadsWhatEveryWriterWroteInOrder(Codec writer) throws IOException {
    Path folder = write("dump", writer, 2);
    for (Codec reader : codecs().toList()) {
      for (int threads : new int[] {1, 2, 8}) {
        Dump dump = Dump.open(folder, reader, workers(threads));
        List<byte[]> read = Dumps.read(dump, dump.parts().get(0));
        assertThat(read).hasSameSizeAs(RECORDS);
        for (int i = 0; i < read.size(); i++) {
          assertThat(read.get(i)).isEqualTo(RECORDS.get(i));
        }
      }
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("codecs")
  void manyRecordsTooAreTheSameBytesAndReadInOrderByAnyNumberOfThreads(Codec codec)
      throws IOException {
    List<byte[]> records = records(50_000);
    Path one = write("one", codec, 1, records);
    for (int threads : new int[] {2, 3, 8}) {
      Path many = write("many" + threads, codec, threads, records);
      assertThat(many.resolve("Days/part-00000.pb.gz"))
          .hasSameBinaryContentAs(one.resolve("Days/part-00000.pb.gz"));
      Dump dump = Dump.open(many, codec, workers(threads));
      long read = 0;
      try (PartReader reader = dump.read(dump.parts().get(0))) {
        while (reader.advance()) {
          assertThat(reader.record()).isEqualTo(records.get((int) read++));
        }
      }
      assertThat(read).isEqualTo(records.size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void unorderedReadingGivesEachRecordOnceWithItsOrdinal(int threads) throws IOException {
    Dump dump = Dump.open(write("dump", Codec.preferred(), 2), Codec.preferred(), workers(threads));
    Map<Long, byte[]> read = new ConcurrentHashMap<>();
    dump.readUnordered(
        dump.parts().get(0),
        reader -> {
          while (reader.advance()) {
            assertThat(read.put(reader.ordinal(), reader.record())).isNull();
          }
        });
    assertThat(read).hasSameSizeAs(RECORDS);
    read.forEach(
        (ordinal, record) ->
            assertThat(record).isEqualTo(RECORDS.get(Math.toIntExact(ordinal - 1))));
  }

  @Test
  void unorderedReadingWorksWithoutAnIndexToo() throws IOException {
    Path folder = write("dump", Codec.preferred(), 2);
    Files.delete(folder.resolve("Days/part-00000.index.pb.gz"));
    Dump dump = Dump.open(folder);
    Map<Long, byte[]> read = new HashMap<>();
    dump.readUnordered(
        dump.parts().get(0),
        reader -> {
          while (reader.advance()) {
            read.put(reader.ordinal(), reader.record());
          }
        });
    assertThat(read).hasSameSizeAs(RECORDS);
  }

  @Test
  void whatAConsumerThrowsEndsTheReading() throws IOException {
    Dump dump = Dump.open(write("dump", Codec.preferred(), 2));
    assertThatThrownBy(
            () ->
                dump.readUnordered(
                    dump.parts().get(0),
                    reader -> {
                      throw new IOException("enough");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("enough");
  }

  @Test
  void everyRecordIsFoundByItsOrdinalWithAndWithoutIndex() throws IOException {
    Path folder = write("dump", Codec.preferred(), 2);
    Dump dump = Dump.open(folder);
    Part part = dump.parts().get(0);
    for (long ordinal = 1; ordinal <= RECORDS.size(); ordinal += 97) {
      assertThat(one(dump, part, ordinal)).isEqualTo(RECORDS.get((int) ordinal - 1));
    }
    assertThat(one(dump, part, RECORDS.size())).isEqualTo(RECORDS.get(RECORDS.size() - 1));
    Files.delete(folder.resolve("Days/part-00000.index.pb.gz"));
    for (long ordinal : new long[] {1, 257, 2_499, RECORDS.size()}) {
      assertThat(one(dump, part, ordinal)).isEqualTo(RECORDS.get((int) ordinal - 1));
    }
  }

  private static byte[] one(Dump dump, Part part, long ordinal) throws IOException {
    try (PartReader reader = dump.read(part, new OrdinalRange(ordinal, ordinal + 1))) {
      assertThat(reader.advance()).isTrue();
      assertThat(reader.ordinal()).isEqualTo(ordinal);
      byte[] record = reader.record();
      assertThat(reader.advance()).isFalse();
      return record;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 4_096, Long.MAX_VALUE})
  void skippingPassesOverAsManyRecordsAsAdvancing(long step) throws IOException {
    Path folder = write("dump", Codec.preferred(), 2);
    Dump dump = Dump.open(folder);
    Part part = dump.parts().get(0);
    try (PartReader reader = dump.read(part)) {
      long skipped = 0;
      long more = reader.skip(step);
      while (more > 0) {
        skipped += more;
        assertThat(reader.ordinal()).isEqualTo(skipped);
        if (skipped < RECORDS.size()) {
          assertThat(reader.advance()).isTrue();
          assertThat(reader.record()).isEqualTo(RECORDS.get((int) skipped));
          skipped++;
        }
        more = reader.skip(step);
      }
      assertThat(skipped).isEqualTo(RECORDS.size());
      assertThat(reader.advance()).isFalse();
      assertThat(reader.skip(1)).isZero();
    }
    try (PartReader reader = dump.read(part, new OrdinalRange(11, 2_511))) {
      assertThat(reader.skip(Long.MAX_VALUE)).isEqualTo(2_500);
      assertThat(reader.advance()).isFalse();
    }
  }

  @Test
  void aRangeBeyondTheEndIsPassedOver() throws IOException {
    Dump dump = Dump.open(write("dump", Codec.preferred(), 2));
    Part part = dump.parts().get(0);
    try (PartReader reader = dump.read(part, new OrdinalRange(RECORDS.size(), Long.MAX_VALUE))) {
      assertThat(reader.advance()).isTrue();
      assertThat(reader.advance()).isFalse();
    }
    try (PartReader reader = dump.read(part, new OrdinalRange(30_000, 40_000))) {
      assertThat(reader.advance()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void splitsFollowOneAnotherAndHoldAllRecords(int most) throws IOException {
    Dump dump = Dump.open(write("dump", Codec.preferred(), 2));
    Part part = dump.parts().get(0);
    List<OrdinalRange> split = dump.split(part, most);
    assertThat(split.size()).isBetween(1, most);
    long next = 1;
    for (OrdinalRange range : split) {
      assertThat(range.first()).isEqualTo(next);
      try (PartReader reader = dump.read(part, range)) {
        while (reader.advance()) {
          assertThat(reader.record()).isEqualTo(RECORDS.get((int) next - 1));
          next++;
        }
      }
      assertThat(next).isEqualTo(range.end());
    }
    assertThat(next).isEqualTo(RECORDS.size() + 1);
  }

  @Test
  void closingInTheMiddleLeavesNoWorkBehind() throws IOException {
    Path folder = write("dump", Codec.preferred(), 2);
    Dump dump = Dump.open(folder, Codec.preferred(), workers(4));
    for (int i = 0; i < 50; i++) {
      try (PartReader reader = dump.read(dump.parts().get(0))) {
        assertThat(reader.advance()).isTrue();
      }
      try (DumpWriter other =
              DumpWriter.create(
                  temporary.resolve("half" + i),
                  List.of(LegacyProto.getDescriptor()),
                  Dumps.CLOCK,
                  WriteOptions.preferred(),
                  workers(4));
          PartWriter part = other.part("Days", MESSAGE)) {
        for (int record = 0; record < 2_000; record++) {
          part.write(RECORDS.get(record));
        }
      }
      assertThat(temporary.resolve("half" + i).resolve("Days")).isEmptyDirectory();
    }
  }
}
