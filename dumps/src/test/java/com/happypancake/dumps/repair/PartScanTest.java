package com.happypancake.dumps.repair;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.happypancake.dumps.CraftedDump;
import com.happypancake.dumps.block.Bgzf;
import com.happypancake.dumps.block.BlockDeflater;
import com.happypancake.dumps.block.FramedRecord;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.dumps.repair.OrdinalLedger.Kept;
import com.happypancake.dumps.repair.Verification.Damage.Lost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept and what is lost of a part, for each way in which it can be damaged. */
class PartScanTest {

  @TempDir private Path folder;

  /** What a scan kept: ordinals, where they are known, and records. */
  private record Saved(Map<Long, byte[]> known, List<byte[]> all, List<Lost> lost) {}

  private static Saved scan(CraftedDump dump) throws IOException {
    PartScan scan = PartScan.of(dump.open(), dump.part(), "why");
    Map<Long, byte[]> known = new TreeMap<>();
    List<byte[]> all = new ArrayList<>();
    scan.read(
        dump.open(),
        dump.part(),
        (run, position, record) -> keep(run, position, bytes(record), known, all));
    assertThat(all).hasSize((int) scan.records());
    assertThat(scan.damages()).isNotEmpty();
    return new Saved(
        known, all, scan.damages().stream().flatMap(each -> each.lost().stream()).toList());
  }

  private static void keep(
      Kept run, long position, byte[] record, Map<Long, byte[]> known, List<byte[]> all) {
    all.add(record);
    if (run.firstOrdinal().isPresent()) {
      known.put(run.firstOrdinal().getAsLong() + position - run.first(), record);
    }
  }

  private static byte[] bytes(FramedRecord record) {
    return Arrays.copyOfRange(record.bytes(), record.offset(), record.offset() + record.length());
  }

  /**
   * Checks that what is kept is the dump's, in order, with the right ordinals, and that all else is
   * told to be lost.
   *
   * @return the ordinals that are lost
   */
  private static Set<Long> check(CraftedDump dump, Saved saved, String what) {
    Set<Long> lost = new TreeSet<>(dump.ordinals().values());
    long last = 0;
    for (byte[] record : saved.all()) {
      long ordinal = dump.ordinals().getOrDefault(ByteString.copyFrom(record), 0L);
      assertThat(ordinal).as(what).isGreaterThan(last);
      lost.remove(ordinal);
      last = ordinal;
    }
    saved
        .known()
        .forEach(
            (ordinal, record) ->
                assertThat(record).as(what).isEqualTo(dump.records().get((int) (ordinal - 1))));
    Set<Long> told = new TreeSet<>();
    Set<Long> bounds = new TreeSet<>();
    for (Lost each : saved.lost()) {
      for (long i = each.range().first(); i < each.range().end(); i++) {
        if (each.exact()) {
          assertThat(told.add(i)).as(what).isTrue();
        } else {
          bounds.add(i);
        }
      }
    }
    if (bounds.isEmpty()) {
      assertThat(told).as(what).isEqualTo(lost);
      assertThat(saved.known()).as(what).hasSize(saved.all().size());
    } else {
      assertThat(lost).as(what).containsAll(told);
      told.addAll(bounds);
      assertThat(told).as(what).containsAll(lost);
    }
    return lost;
  }

  private static Set<Long> ordinals(CraftedDump dump, List<Integer> units) {
    Set<Long> ordinals = new TreeSet<>();
    units.forEach(unit -> ordinals.addAll(dump.ordinals(unit)));
    return ordinals;
  }

  private CraftedDump dump(int distance, int... numbers) throws IOException {
    CraftedDump dump = new CraftedDump(folder, numbers);
    return distance == 0 ? dump : dump.index(distance);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void anEmptyBlockInTheMiddleTakesNothing(int distance) throws IOException {
    CraftedDump dump = dump(distance, 2, 1, 0, 3);
    byte[] file = dump.file();
    for (long block : dump.blocks()) {
      ByteArrayOutputStream longer = new ByteArrayOutputStream();
      longer.write(file, 0, (int) block);
      longer.writeBytes(Bgzf.terminator());
      longer.write(file, (int) block, file.length - (int) block);
      dump.write(longer.toByteArray());
      assertThat(check(dump, scan(dump), "block " + block)).as("block %d", block).isEmpty();
    }
  }

  @Test
  void aRecordLongerThanTheWholePartIsNotGathered() throws IOException {
    CraftedDump dump = dump(0, 2, 1);
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.writeBytes(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, 0x64});
    longer.writeBytes(new byte[1000]);
    dump.write(BlockDeflater.compress(longer.toByteArray()));
    PartScan scan = PartScan.of(dump.open(), dump.part(), "has another size");
    assertThat(scan.damages().get(0).text())
        .contains("length 209715200 exceeds the limit " + dump.part().getContentBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aFlippedBitTakesNoMoreThanItsBlock(int distance) throws IOException {
    flipBits(distance, 7);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void anyFlippedBitTakesNoMoreThanItsBlock(int distance) throws IOException {
    flipBits(distance, 1);
  }

  private void flipBits(int distance, int step) throws IOException {
    CraftedDump dump = dump(distance, 2, 1, 3);
    byte[] file = dump.file();
    for (int bit = 0; bit < file.length * Byte.SIZE; bit += step) {
      byte[] flipped = file.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      dump.write(flipped);
      Set<Long> lost = check(dump, scan(dump), "bit " + bit);
      assertThat(ordinals(dump, dump.touched(bit / Byte.SIZE, bit / Byte.SIZE + 1)))
          .as("bit %d", bit)
          .containsAll(lost);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aCutAtAnyByteTakesTheBlocksBehindItAlone(int distance) throws IOException {
    CraftedDump dump = dump(distance, 3, 1, 4, 2);
    for (int length = 0; length < dump.file().length; length++) {
      dump.write(Arrays.copyOf(dump.file(), length));
      Set<Long> lost = check(dump, scan(dump), "cut to " + length);
      assertThat(lost)
          .as("cut to %d", length)
          .isEqualTo(ordinals(dump, dump.touched(length, dump.file().length)));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 229", "1, 231"})
  void aFlippedBitInALongRecordTakesNoMoreThanItsRecords(int distance, int stride)
      throws IOException {
    flipBitsOfLongRecords(distance, stride);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"0, 29", "1, 31"})
  void aFlippedBitNearOrInALongRecordTakesNoMoreThanItsRecords(int distance, int stride)
      throws IOException {
    flipBitsOfLongRecords(distance, stride);
  }

  private void flipBitsOfLongRecords(int distance, int stride) throws IOException {
    CraftedDump dump = dump(distance, 2, 0, 3, 0, 0, 1);
    for (int bit = 0; bit < dump.file().length * Byte.SIZE; bit += stride) {
      byte[] flipped = dump.file();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      dump.write(flipped);
      Set<Long> lost = check(dump, scan(dump), "bit " + bit);
      assertThat(ordinals(dump, dump.touched(bit / Byte.SIZE, bit / Byte.SIZE + 1)))
          .as("bit %d", bit)
          .containsAll(lost);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 256})
  void aFlippedBitOfALargePartTakesNoMoreThanItsBlock(int distance) throws IOException {
    CraftedDump dump = dump(distance, 2500, 2500, 0, 2500, 2500);
    for (int bit = 5; bit < dump.file().length * Byte.SIZE; bit += 20_011) {
      byte[] flipped = dump.file();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      dump.write(flipped);
      Set<Long> lost = check(dump, scan(dump), "bit " + bit);
      assertThat(ordinals(dump, dump.touched(bit / Byte.SIZE, bit / Byte.SIZE + 1)))
          .as("bit %d", bit)
          .isEqualTo(lost);
    }
  }

  @Test
  void aCutInALongRecordTakesItWhole() throws IOException {
    CraftedDump dump = dump(0, 2, 0, 3);
    for (int length = 0; length < dump.file().length; length += 13) {
      dump.write(Arrays.copyOf(dump.file(), length));
      Set<Long> lost = check(dump, scan(dump), "cut to " + length);
      assertThat(lost).isEqualTo(ordinals(dump, dump.touched(length, dump.file().length)));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "3, 3", "0, 4", "2, 5"})
  void twoDamagesAtOnceLoseNothingUnnoticed(int distance, int seed) throws IOException {
    damageTwice(distance, seed, 30);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "3, 3", "0, 4", "2, 5"})
  void manyPairsOfDamagesLoseNothingUnnoticed(int distance, int seed) throws IOException {
    damageTwice(distance, seed, 150);
  }

  private void damageTwice(int distance, int seed, int rounds) throws IOException {
    CraftedDump dump = dump(distance, 3, 1, 0, 4, 2, 5, 1);
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      byte[] damaged = damage(damage(dump.file(), random), random);
      if (!Arrays.equals(damaged, dump.file())) {
        dump.write(damaged);
        check(dump, scan(dump), "seed " + seed + ", round " + round);
      }
    }
  }

  /** Flips a bit, clears a range, removes one, inserts one, or cuts the end off. */
  private static byte[] damage(byte[] file, Random random) {
    int at = random.nextInt(file.length);
    int length = 1 + random.nextInt(Math.min(200, file.length - at));
    byte[] damaged = file.clone();
    switch (random.nextInt(5)) {
      case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> Arrays.fill(damaged, at, at + length, (byte) 0);
      case 2 -> damaged = join(Arrays.copyOf(file, at), tail(file, at + length));
      case 3 -> {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        damaged = join(Arrays.copyOf(file, at), noise, tail(file, at));
      }
      default -> damaged = Arrays.copyOf(file, Math.max(1, at));
    }
    return damaged;
  }

  private static byte[] tail(byte[] file, int from) {
    return Arrays.copyOfRange(file, from, file.length);
  }

  private static byte[] join(byte[]... pieces) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      joined.writeBytes(piece);
    }
    return joined.toByteArray();
  }

  private static byte[] block(CraftedDump dump, int unit) {
    int end =
        unit + 1 < dump.blocks().size()
            ? dump.blocks().get(unit + 1).intValue()
            : dump.file().length - 28;
    return Arrays.copyOfRange(dump.file(), dump.blocks().get(unit).intValue(), end);
  }

  @Test
  void damagesToldByTheIndexHaveExactOrdinals() throws IOException {
    CraftedDump dump = dump(1, 3, 3, 3, 3, 3);
    byte[] file = dump.file();
    file[dump.blocks().get(1).intValue() + 30] ^= 1;
    file[dump.blocks().get(3).intValue() + 30] ^= 1;
    dump.write(file);
    PartScan scan = PartScan.of(dump.open(), dump.part(), "why");
    assertThat(scan.damages())
        .extracting(each -> each.lost().orElseThrow().text())
        .containsExactly("records 4 to 6 are lost", "records 10 to 12 are lost");
    assertThat(scan.damages().get(0).at()).contains(new VirtualOffset(dump.blocks().get(1), 0));
    check(dump, scan(dump), "two blocks");
  }

  @Test
  void withoutAnIndexTwoDamagesHaveBounds() throws IOException {
    CraftedDump dump = dump(0, 3, 3, 3, 3, 3);
    byte[] file = dump.file();
    file[dump.blocks().get(1).intValue() + 30] ^= 1;
    file[dump.blocks().get(3).intValue() + 30] ^= 1;
    dump.write(file);
    PartScan scan = PartScan.of(dump.open(), dump.part(), "why");
    assertThat(scan.damages())
        .extracting(each -> each.lost().orElseThrow().text())
        .containsExactly("of records 4 to 9, some are lost", "of records 7 to 12, some are lost");
    assertThat(check(dump, scan(dump), "two blocks")).hasSize(6);
  }

  @Test
  void neighboursInDamageAreOne() throws IOException {
    CraftedDump dump = dump(0, 3, 3, 3, 3, 3);
    byte[] file = dump.file();
    file[dump.blocks().get(1).intValue() + 30] ^= 1;
    file[dump.blocks().get(2).intValue() + 30] ^= 1;
    dump.write(file);
    PartScan scan = PartScan.of(dump.open(), dump.part(), "why");
    assertThat(scan.damages()).hasSize(1);
    assertThat(scan.damages().get(0).text())
        .startsWith("Cities/part-00000.pb.gz: virtual offset " + dump.blocks().get(1) + ":0: ")
        .endsWith("; 1 more up to the next record; records 4 to 9 are lost");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 13"})
  void blocksThatWereTakenOutWithoutATraceAreNoticed(int distance, int left) throws IOException {
    CraftedDump dump = dump(distance, 3, 1, 4, 2, 4);
    dump.write(
        join(block(dump, 0), block(dump, 2), block(dump, 3), block(dump, 4), Bgzf.terminator()));
    Saved saved = scan(dump);
    check(dump, saved, "without block 1");
    assertThat(saved.all()).hasSize(left);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 14"})
  void blocksThatAreThereTwiceAreNoticed(int distance, int left) throws IOException {
    CraftedDump dump = dump(distance, 3, 1, 4, 2, 4);
    dump.write(
        join(
            block(dump, 0),
            block(dump, 1),
            block(dump, 2),
            block(dump, 2),
            block(dump, 3),
            block(dump, 4),
            Bgzf.terminator()));
    Saved saved = scan(dump);
    check(dump, saved, "block 2 twice");
    assertThat(saved.all()).hasSizeBetween(left == 0 ? 0 : 8, left);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 8"})
  void blocksThatChangedPlacesAreNoticed(int distance, int least) throws IOException {
    CraftedDump dump = dump(distance, 2, 2, 2, 2, 2);
    dump.write(
        join(
            block(dump, 0),
            block(dump, 2),
            block(dump, 1),
            block(dump, 3),
            block(dump, 4),
            Bgzf.terminator()));
    Saved saved = scan(dump);
    check(dump, saved, "blocks 1 and 2");
    assertThat(saved.all().size()).isBetween(least == 0 ? 0 : 4, 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whatFollowsTheTerminatorIsNotThePartsOwn(int distance) throws IOException {
    CraftedDump dump = dump(distance, 3, 1);
    dump.write(join(dump.file(), dump.file()));
    PartScan scan = PartScan.of(dump.open(), dump.part(), "why");
    assertThat(scan.damages().get(0).what())
        .isEqualTo(
            "the file goes on after its terminator block, for " + dump.file().length + " bytes");
    assertThat(check(dump, scan(dump), "twice")).isEmpty();
  }

  @Test
  void aMissingTerminatorLosesNothing() throws IOException {
    CraftedDump dump = dump(0, 3, 1);
    dump.write(Arrays.copyOf(dump.file(), dump.file().length - 28));
    PartScan scan = PartScan.of(dump.open(), dump.part(), "why");
    assertThat(scan.damages()).hasSize(1);
    assertThat(scan.damages().get(0).what())
        .isEqualTo("the file ends without the terminator block: it was cut");
    assertThat(check(dump, scan(dump), "no terminator")).isEmpty();
  }

  @Test
  void aFileOfNoiseIsLostAsAWhole() throws IOException {
    CraftedDump dump = dump(1, 3, 1);
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    dump.write(noise);
    assertThat(check(dump, scan(dump), "noise")).hasSize(4);
  }
}
