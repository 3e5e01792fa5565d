package com.happypancake.transformer.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalSorterTest {

  private static final long AMPLE_BYTES = 1 << 26;
  private static final long TINY_BYTES = 4096;

  /** With these, seven runs are merged at once. */
  private static final long FEW_RUNS_BYTES = 16_384;

  private static final int IN_ORDER = 5000;

  @TempDir Path scratch;

  /** The folder and the log of the last sorter. */
  private Path runs = Path.of("");

  private NotedRuns<Boolean> log = new NotedRuns<>();
  private int sorters;

  /** A record, each of whose characters is a byte. */
  private record Entry(String keyText, String payloadText) {

    static Entry of(byte[] key, byte[] payload) {
      return new Entry(
          new String(key, StandardCharsets.ISO_8859_1),
          new String(payload, StandardCharsets.ISO_8859_1));
    }

    static Entry of(int number) {
      return new Entry(String.format(Locale.ROOT, "%08d", number), "payload of " + number);
    }

    byte[] key() {
      return keyText.getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] payload() {
      return payloadText.getBytes(StandardCharsets.ISO_8859_1);
    }

    String text() {
      return HexFormat.of().formatHex(key()) + "=" + HexFormat.of().formatHex(payload());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4096, 10_000, 65_536, 1 << 20, AMPLE_BYTES})
  void whatComesOutIsTheSameForEveryBoundOfMemory(long memoryBytes) throws Exception {
    List<Entry> entries = randomEntries(3000);
    assertThat(sort(entries, memoryBytes)).isEqualTo(expected(entries));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 12, 13, 100})
  void anyNumberOfRecordsIsSorted(int count) throws Exception {
    for (long memoryBytes : new long[] {1, TINY_BYTES, AMPLE_BYTES}) {
      List<Entry> entries = shuffled(count);
      assertThat(sort(entries, memoryBytes)).isEqualTo(expected(entries));
    }
  }

  @Test
  void recordsInOrderInReverseAndInSawTeethAreSorted() throws Exception {
    List<Entry> ascending = IntStream.range(0, 1000).mapToObj(Entry::of).toList();
    List<Entry> descending = new ArrayList<>(ascending);
    Collections.reverse(descending);
    List<Entry> teeth = new ArrayList<>(ascending);
    teeth.sort(
        (one, other) -> Character.compare(one.keyText().charAt(7), other.keyText().charAt(7)));
    for (List<Entry> entries : List.of(ascending, descending, teeth)) {
      assertThat(sort(entries, TINY_BYTES)).isEqualTo(expected(ascending));
      assertThat(sort(entries, AMPLE_BYTES)).isEqualTo(expected(ascending));
    }
  }

  @Test
  void keysAreComparedUnsignedAndAPrefixComesBeforeWhatItBegins() throws Exception {
    List<String> keys =
        List.of(
            "", "00", "0000", "7f", "80", "ff", "ff00", "ffffffffffffffff", "ffffffffffffffff00");
    List<Entry> entries = new ArrayList<>();
    for (String key : keys) {
      entries.add(Entry.of(HexFormat.of().parseHex(key), new byte[0]));
    }
    Collections.shuffle(entries, new Random(5));
    for (long memoryBytes : new long[] {1, AMPLE_BYTES}) {
      assertThat(sort(entries, memoryBytes))
          .isEqualTo(keys.stream().map(key -> key + "=").toList());
    }
  }

  @Test
  void recordsThatFitTheMemoryTouchNoDisk() throws Exception {
    ExternalSorter<Boolean> sorter = sorter(shuffled(1000), AMPLE_BYTES);
    assertThat(drain(sorter.sort())).hasSize(1000);
    assertThat(sorter.spilledBytes()).isZero();
    assertThat(filesIn(runs)).isEmpty();
  }

  @Test
  void moreOverlappingRunsThanTheMemoryCanMergeAreMergedInPasses() throws Exception {
    assertThat(SortMemory.of(TINY_BYTES, 1).fanIn()).isEqualTo(2);
    List<Entry> entries = shuffled(500);
    ExternalSorter<Boolean> sorter = sorter(entries, TINY_BYTES);
    assertThat(filesIn(runs)).hasSizeGreaterThan(5);
    SortedRecords sorted = sorter.sort();
    assertThat(filesIn(runs)).hasSize(2);
    assertThat(sorter.spilledBytes()).isGreaterThan(2 * bytesOf(log.runs()));
    assertThat(drain(sorted)).isEqualTo(expected(entries));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void recordsOfTablesInOrderAreWrittenOnceHoweverManyRunsTheyFill(int tables) throws Exception {
    List<Entry> entries = inOrder(tables);
    ExternalSorter<Boolean> sorter = sorter(entries, FEW_RUNS_BYTES);
    SortedRecords sorted = sorter.sort();
    assertThat(log.runs()).hasSizeGreaterThan(2 * SortMemory.of(FEW_RUNS_BYTES, 1).fanIn());
    assertThat(sorter.spilledBytes()).isEqualTo(bytesOf(log.runs()));
    assertThat(drain(sorted)).isEqualTo(expected(entries));
    try (SortCursor whole = sorted.open(KeyRange.ALL)) {
      assertThat(drain(whole)).isEqualTo(expected(entries));
    }
  }

  @Test
  void moreTablesThanTheMemoryCanMergeAreMergedWhereTheyOverlap() throws Exception {
    List<Entry> entries = inOrder(10);
    ExternalSorter<Boolean> sorter = sorter(entries, FEW_RUNS_BYTES);
    SortedRecords sorted = sorter.sort();
    assertThat(sorter.spilledBytes()).isGreaterThan(bytesOf(log.runs()));
    assertThat(drain(sorted)).isEqualTo(expected(entries));
  }

  @Test
  void aRangeReadsOnlyTheRunsThatHaveItsKeys() throws Exception {
    List<Entry> entries = inOrder(1);
    SortedRecords sorted = sorter(entries, TINY_BYTES).sort();
    KeyRange middle = KeyRange.between(Entry.of(900).key(), Entry.of(950).key());
    for (Path run : filesIn(runs)) {
      try (SortCursor cursor = sorted.open(middle)) {
        assertThat(drain(cursor)).isEqualTo(expected(entries.subList(900, 950)));
      }
      if (Files.readString(run, StandardCharsets.ISO_8859_1).contains("payload of 100")) {
        flipBit(run, 40, 3);
      }
    }
    assertThatIOException().isThrownBy(() -> drain(sorted)).withMessageContaining("CRC-32C");
  }

  @Test
  void theTailHasRunsOfItsOwnSoThatItDoesNotJoinRunsThatAreApart() throws Exception {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : inOrder(1)) {
      entries.add(entry);
      entries.add(new Entry("\u00ff" + entry.keyText(), "tail"));
    }
    ExternalSorter<Boolean> sorter = sorter(entries, TINY_BYTES);
    SortedRecords sorted = sorter.sort();
    assertThat(sorter.spilledBytes()).isEqualTo(bytesOf(log.runs()));
    assertThat(drain(sorted)).isEqualTo(expected(entries));
    try (SortCursor tail = sorted.open(KeyRange.TAIL)) {
      assertThat(drain(tail)).isEqualTo(expected(entries).subList(IN_ORDER, 2 * IN_ORDER));
    }
  }

  @Test
  void aRecordLongerThanTheMemoryIsSortedAllTheSame() throws Exception {
    List<Entry> entries = new ArrayList<>(shuffled(100));
    entries.add(50, new Entry("00000042a", "x".repeat(300_000)));
    assertThat(sort(entries, TINY_BYTES)).isEqualTo(expected(entries));
    assertThat(sort(entries, AMPLE_BYTES)).isEqualTo(expected(entries));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, TINY_BYTES, AMPLE_BYTES})
  void twoRecordsOfOneKeyAreAnError(long memoryBytes) throws Exception {
    List<Entry> entries = new ArrayList<>(shuffled(500));
    entries.add(Entry.of(77));
    ExternalSorter<Boolean> sorter = sorter(entries, memoryBytes);
    SortedRecords sorted = sorter.sort();
    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(() -> drain(sorted))
        .satisfies(e -> assertThat(e.key()).asString().isEqualTo("00000077"));
  }

  @Test
  void flippedBitsOfASpilledRunAreNoticed() throws Exception {
    flipBits(7);
  }

  @Tag("slow")
  @Test
  void aFlippedBitOfAnyByteOfASpilledRunIsNoticed() throws Exception {
    flipBits(1);
  }

  private void flipBits(int step) throws Exception {
    List<Entry> entries = shuffled(60);
    assertThat(sort(entries, TINY_BYTES)).hasSize(60);
    long size = Files.size(filesIn(runs).get(0));
    for (long at = 0; at < size; at += step) {
      ExternalSorter<Boolean> sorter = sorter(entries, TINY_BYTES);
      SortedRecords sorted = sorter.sort();
      Path run = filesIn(runs).get(0);
      flipBit(run, at, (int) (at % 8));
      assertThatIOException()
          .as("byte %d", at)
          .isThrownBy(() -> drain(sorted))
          .withMessageContaining(run + ": block at offset ")
          .withMessageContaining("run again");
    }
  }

  @Test
  void aSpilledRunThatIsCutOrGrowsIsNoticed() throws Exception {
    List<Entry> entries = shuffled(60);
    for (int change : new int[] {-1, -100, 1}) {
      ExternalSorter<Boolean> sorter = sorter(entries, TINY_BYTES);
      SortedRecords sorted = sorter.sort();
      Path run = filesIn(runs).get(0);
      try (RandomAccessFile file = new RandomAccessFile(run.toFile(), "rw")) {
        file.setLength(file.length() + change);
      }
      assertThatIOException()
          .isThrownBy(() -> drain(sorted))
          .withMessageContaining(change < 0 ? "the file ends after" : "the file goes on after");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, TINY_BYTES, 20_000})
  void aLaterSorterBeginsWithTheRunsThatTheLogNamesAndSortsTheOtherTasks(long memoryBytes)
      throws Exception {
    List<Entry> entries = randomEntries(300);
    ExternalSorter<Boolean> killed = sorter(entries.subList(0, 200), memoryBytes);
    assertThat(killed.spilledBytes()).isPositive();
    NotedRuns.Noted<Boolean> noted = log.noted();
    int done = noted.results().size();
    assertThat(done).isPositive().isLessThanOrEqualTo(200);
    RestoredRuns restored = RestoredRuns.read(noted.runs(), Workers.caller());
    ExternalSorter<Boolean> later = sorter(AMPLE_BYTES, Workers.caller(), restored);
    for (Entry entry : entries.subList(done, 300)) {
      add(later, entry);
    }
    assertThat(drain(later.sort())).isEqualTo(expected(entries));
  }

  @Test
  void theLogNamesTheRunsThatPassesLeave() throws Exception {
    List<Entry> entries = shuffled(500);
    sorter(entries, TINY_BYTES).sort();
    assertThat(log.runs())
        .hasSize(2)
        .extracting(RunFile::path)
        .containsExactlyInAnyOrderElementsOf(filesIn(runs));
    assertThat(log.results()).hasSize(500);
    RestoredRuns restored = RestoredRuns.read(log.runs(), Workers.caller());
    assertThat(drain(sorter(AMPLE_BYTES, Workers.caller(), restored).sort()))
        .isEqualTo(expected(entries));
  }

  @Test
  void aTaskLongerThanTheMemoryIsNotedWithAllItsRuns() throws Exception {
    ExternalSorter<Boolean> sorter = sorter(TINY_BYTES, Workers.caller());
    List<Entry> entries = shuffled(500);
    sorter.collect(
        records -> {
          for (Entry entry : entries) {
            byte[] key = entry.key();
            records.add(key, key.length, entry.payload(), entry.payload().length);
          }
          assertThat(log.runs()).isEmpty();
          return true;
        });
    sorter.sort();
    assertThat(log.runs()).hasSizeGreaterThan(1);
    assertThat(log.runs().stream().mapToLong(RunFile::records).sum()).isEqualTo(500);
    assertThat(log.results()).containsExactly(true);
  }

  @Test
  void aDamagedOrMissingRunIsNotRestored() throws Exception {
    sorter(shuffled(60), TINY_BYTES).sort();
    Path run = filesIn(runs).get(0);
    flipBit(run, 40, 3);
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> RestoredRuns.read(log.runs(), Workers.caller()))
        .withMessageContaining("CRC-32C");
    Files.delete(run);
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> RestoredRuns.read(log.runs(), Workers.caller()));
  }

  @Test
  void spilledRunsAreReadableByTheirOwnerAlone() throws Exception {
    ExternalSorter<Boolean> sorter = sorter(shuffled(500), TINY_BYTES);
    assertThat(filesIn(runs)).isNotEmpty();
    for (Path run : filesIn(runs)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
          .isEqualTo("rw-------");
    }
    assertThat(sorter.spilledBytes()).isPositive();
  }

  @Test
  void anInterruptEndsTheSort() throws Exception {
    ExternalSorter<Boolean> sorter = sorter(shuffled(20_000), 1 << 18);
    try {
      Thread.currentThread().interrupt();
      assertThatThrownBy(sorter::sort)
          .isInstanceOfAny(InterruptedException.class, ClosedByInterruptException.class);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void aKeyTooLongAndAWrongOrderOfCallsAreRefused() throws Exception {
    ExternalSorter<Boolean> sorter = sorter(TINY_BYTES, Workers.caller());
    assertThatThrownBy(() -> add(sorter, new Entry("k".repeat(256), "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a key has at most 255 bytes, not 256");
    sorter.sort();
    assertThatThrownBy(sorter::sort).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> add(sorter, Entry.of(1))).isInstanceOf(IllegalStateException.class);

    assertThatThrownBy(() -> sorter(0, Workers.caller()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "65536, 1",
    "65536, 4",
    "1048576, 2",
    "52428800, 1",
    "52428800, 16",
    "1073741824, 2",
    "68719476736, 64"
  })
  void theSharesOfTheMemoryStayWithinTheBound(long bytes, int threads) {
    SortMemory memory = SortMemory.of(bytes, threads);
    long collecting =
        memory.arenaBytes()
            + (long) memory.indexEntries() * KeyIndex.BYTES_PER_ENTRY
            + memory.blockBytes();
    long merging = (memory.fanIn() + 1L) * memory.blockBytes() + 3 * memory.spilledRangeBytes();
    assertThat(threads * collecting).isLessThanOrEqualTo(bytes);
    assertThat(threads * (collecting - memory.blockBytes() + 3 * memory.rangeBytes()))
        .isLessThanOrEqualTo(bytes);
    assertThat(threads * merging).isLessThanOrEqualTo(bytes);
    assertThat(memory.chunkBytes()).isLessThan((int) Math.min(memory.arenaBytes(), 1 << 20));
    assertThat(threads * memory.fanIn()).as("open files").isLessThanOrEqualTo(512);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void theResultIsTheSameForAnyNumberOfThreads(int threads) throws Exception {
    List<Entry> entries = randomEntries(20_000);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (long memoryBytes : new long[] {1 << 20, 1 << 21, AMPLE_BYTES}) {
        ExternalSorter<Boolean> sorter = sorter(memoryBytes, new Workers(executor, threads));
        try (OrderedTasks<Boolean> tasks = new OrderedTasks<>(executor)) {
          for (int i = 0; i < threads; i++) {
            List<Entry> share =
                entries.subList(entries.size() * i / threads, entries.size() * (i + 1) / threads);
            tasks.add(
                () -> {
                  for (Entry entry : share) {
                    add(sorter, entry);
                  }
                  return true;
                });
          }
          while (tasks.size() > 0) {
            tasks.take();
          }
          SortedRecords sorted = sorter.sort();
          assertThat(sorter.spilledBytes() > 0).isEqualTo(memoryBytes < AMPLE_BYTES);
          assertThat(sorted.ranges(KeyRange.ALL)).hasSizeGreaterThan(1);
          assertThat(drain(sorted)).isEqualTo(expected(entries));
        }
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void moreThreadsThanShareTheMemoryAreRefused() throws Exception {
    ExternalSorter<Boolean> sorter = sorter(TINY_BYTES, Workers.caller());
    assertThatThrownBy(() -> sorter.collect(one -> sorter.collect(other -> true)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("more threads collect than the 1 workers");
  }

  private List<String> sort(List<Entry> entries, long memoryBytes) throws Exception {
    ExternalSorter<Boolean> sorter = sorter(entries, memoryBytes);
    return drain(sorter.sort());
  }

  private ExternalSorter<Boolean> sorter(List<Entry> entries, long memoryBytes) throws Exception {
    ExternalSorter<Boolean> sorter = sorter(memoryBytes, Workers.caller());
    for (Entry entry : entries) {
      add(sorter, entry);
    }
    return sorter;
  }

  private ExternalSorter<Boolean> sorter(long memoryBytes, Workers workers) throws IOException {
    return sorter(memoryBytes, workers, RestoredRuns.none());
  }

  private ExternalSorter<Boolean> sorter(long memoryBytes, Workers workers, RestoredRuns earlier)
      throws IOException {
    runs = Files.createDirectory(scratch.resolve("sort-" + sorters++));
    log = new NotedRuns<>();
    return new ExternalSorter<>(runs, memoryBytes, workers, earlier, log);
  }

  private static void add(ExternalSorter<Boolean> sorter, Entry entry) throws IOException {
    byte[] key = entry.key();
    byte[] payload = entry.payload();
    sorter.collect(
        records -> {
          records.add(key, key.length, payload, payload.length);
          return true;
        });
  }

  private static List<String> drain(SortedRecords sorted) throws IOException {
    List<String> texts = new ArrayList<>();
    for (KeyRange range : sorted.ranges(KeyRange.ALL)) {
      try (SortCursor cursor = sorted.open(range)) {
        texts.addAll(drain(cursor));
      }
    }
    return texts;
  }

  private static List<String> drain(SortCursor cursor) throws IOException {
    List<String> texts = new ArrayList<>();
    while (cursor.advance()) {
      byte[] bytes = cursor.bytes();
      int payload = cursor.payloadOffset();
      texts.add(
          Entry.of(
                  cursor.key(),
                  Arrays.copyOfRange(bytes, payload, payload + cursor.payloadLength()))
              .text());
    }
    return texts;
  }

  private static long bytesOf(List<RunFile> runs) {
    return runs.stream().mapToLong(RunFile::bytes).sum();
  }

  private static List<String> expected(List<Entry> entries) {
    return entries.stream()
        .sorted((one, other) -> Arrays.compareUnsigned(one.key(), other.key()))
        .map(Entry::text)
        .toList();
  }

  private static List<Entry> shuffled(int count) {
    List<Entry> entries = new ArrayList<>(IntStream.range(0, count).mapToObj(Entry::of).toList());
    Collections.shuffle(entries, new Random(17));
    return entries;
  }

  /** The records of one table after another. Those of each are in order, over the same keys. */
  private static List<Entry> inOrder(int tables) {
    return IntStream.range(0, tables)
        .boxed()
        .flatMap(
            table ->
                IntStream.range(0, IN_ORDER)
                    .filter(number -> number % tables == table)
                    .mapToObj(Entry::of))
        .toList();
  }

  /** Keys of 1 to 20 bytes, many of which begin alike; payloads of up to 3,000 bytes. */
  private static List<Entry> randomEntries(int count) {
    Random random = new Random(4711);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] key = new byte[4 + random.nextInt(17)];
      for (int at = 0; at < key.length - 4; at++) {
        key[at] = (byte) (random.nextInt(3) * 127);
      }
      RecordLayout.putInt(key, key.length - 4, i);
      byte[] payload =
          new byte[random.nextInt(10) == 0 ? random.nextInt(3000) : random.nextInt(60)];
      random.nextBytes(payload);
      entries.add(Entry.of(key, payload));
    }
    return entries;
  }

  private static void flipBit(Path file, long at, int bit) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int value = bytes.read();
      bytes.seek(at);
      bytes.write(value ^ (1 << bit));
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
