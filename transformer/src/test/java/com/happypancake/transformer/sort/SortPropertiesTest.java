package com.happypancake.transformer.sort;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.dumps.block.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.LongRange;

class SortPropertiesTest {

  @Property(tries = 100)
  void anySetOfKeysComesOutAsASetSortedInMemoryDoes(
      @ForAll("keys") List<byte[]> keys,
      @ForAll @LongRange(min = 1000, max = 20_000) long memoryBytes)
      throws Exception {
    TreeSet<byte[]> expected = new TreeSet<>(Arrays::compareUnsigned);
    expected.addAll(keys);
    List<String> sorted = new ArrayList<>();
    Path scratch = Files.createTempDirectory("sort");
    try {
      ExternalSorter<byte[]> sorter =
          new ExternalSorter<>(
              scratch, memoryBytes, Workers.caller(), RestoredRuns.none(), new NotedRuns<>());
      TreeSet<byte[]> added = new TreeSet<>(Arrays::compareUnsigned);
      for (byte[] key : keys) {
        if (added.add(key)) {
          sorter.collect(
              records -> {
                records.add(key, key.length, key, key.length);
                return key;
              });
        }
      }
      SortedRecords records = sorter.sort();
      for (KeyRange range : records.ranges(KeyRange.ALL)) {
        try (SortCursor cursor = records.open(range)) {
          while (cursor.advance()) {
            int at = cursor.payloadOffset();
            sorted.add(HexFormat.of().formatHex(cursor.bytes(), at, at + cursor.payloadLength()));
          }
        }
      }
    } finally {
      deleteAll(scratch);
    }
    assertThat(sorted)
        .isEqualTo(expected.stream().map(key -> HexFormat.of().formatHex(key)).toList());
  }

  private static void deleteAll(Path scratch) throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(scratch);
  }

  @Provide
  Arbitrary<List<byte[]>> keys() {
    Arbitrary<byte[]> key =
        Arbitraries.bytes()
            .withDistribution(RandomDistribution.biased())
            .array(byte[].class)
            .ofMaxSize(24);
    return key.list().ofMaxSize(200);
  }
}
