package com.happypancake.dumps.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.Dumps;
import com.happypancake.dumps.chain.Chains.TestPart;
import com.happypancake.dumps.chain.MergeResult.MergedTable;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A merge against a table that is held in memory. */
class DumpMergePropertiesTest {

  /** What happens to a row; NEVER_THERE: a delta names a key as gone that nobody has. */
  enum Kind {
    PUT,
    REMOVE,
    NEVER_THERE,
    REMOVE_AND_PUT
  }

  /** A change of the source. */
  record Change(Kind kind, String key, long value) {}

  @Property(tries = 12)
  void aMergedChainIsWhatTheSourceHolds(
      @ForAll("rows") Map<String, Long> rows,
      @ForAll @Size(min = 1, max = 4) List<@Size(max = 40) List<@From("change") Change>> changes,
      @ForAll @IntRange(min = 3, max = 25) int rowsPerPart)
      throws Exception {
    merge(rows, changes, rowsPerPart);
  }

  @Tag("slow")
  @Property(tries = 200)
  void eachOfManyMergedChainsIsWhatTheSourceHolds(
      @ForAll("rows") Map<String, Long> rows,
      @ForAll @Size(min = 1, max = 4) List<@Size(max = 40) List<@From("change") Change>> changes,
      @ForAll @IntRange(min = 3, max = 25) int rowsPerPart)
      throws Exception {
    merge(rows, changes, rowsPerPart);
  }

  private static void merge(Map<String, Long> rows, List<List<Change>> changes, int rowsPerPart)
      throws Exception {
    Path folder = Files.createTempDirectory("merge");
    try {
      Map<String, Long> source = new LinkedHashMap<>(rows);
      Dump base = Chains.full(folder.resolve("base"), parts(Rows.ROWS_WHOLE, source, rowsPerPart));
      List<Dump> deltas = new ArrayList<>();
      for (List<Change> each : changes) {
        Dump last = deltas.isEmpty() ? base : deltas.get(deltas.size() - 1);
        Path out = folder.resolve("delta-" + deltas.size());
        deltas.add(Chains.delta(out, last, apply(each, source, rowsPerPart)));
      }
      MergeResult result =
          new DumpMerge(
                  base, deltas, folder.resolve("full"), Dumps.CLOCK, (path, done, total) -> {})
              .run();
      assertThat(read(result.dump())).isEqualTo(source);
      checkOrder(rows, result.dump());
      checkCounts(rows, source, result);
      assertThat(Dumps.damages(result.dump())).isEmpty();
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Changes the source, and returns what a delta of it holds. */
  private static TestPart[] apply(List<Change> changes, Map<String, Long> source, int rowsPerPart) {
    Set<String> before = new LinkedHashSet<>(source.keySet());
    Set<String> named = new LinkedHashSet<>();
    Set<String> gone = new LinkedHashSet<>();
    for (Change change : changes) {
      switch (change.kind()) {
        case PUT -> source.put(change.key(), change.value());
        case REMOVE -> source.remove(change.key());
        case NEVER_THERE -> gone.add("never " + change.key());
        case REMOVE_AND_PUT -> {
          source.remove(change.key());
          source.put(change.key(), change.value());
          gone.add(change.key());
        }
      }
      named.add(change.key());
    }
    Map<String, Long> put = new LinkedHashMap<>();
    for (String key : named) {
      Long value = source.get(key);
      if (value != null) {
        put.put(key, value);
      } else if (before.contains(key)) {
        gone.add(key);
      }
    }
    Map<String, Long> keys = new LinkedHashMap<>();
    gone.forEach(key -> keys.put(key, 0L));
    return Stream.of(
            parts(Rows.ROWS_WHOLE, put, rowsPerPart),
            parts(Rows.ROWS_DELETED_KEYS, keys, rowsPerPart))
        .flatMap(Stream::of)
        .toArray(TestPart[]::new);
  }

  private static TestPart[] parts(Rows rows, Map<String, Long> records, int rowsPerPart) {
    List<TestPart> parts = new ArrayList<>();
    List<Message> part = new ArrayList<>();
    for (Map.Entry<String, Long> each : records.entrySet()) {
      if (part.size() == rowsPerPart) {
        parts.add(new TestPart("Words", rows, Chains.WORD, List.copyOf(part)));
        part.clear();
      }
      Message.Builder record = Chains.word(each.getKey(), each.getValue()).toBuilder();
      part.add(
          rows == Rows.ROWS_WHOLE
              ? record.build()
              : record.clearField(Chains.WORD.findFieldByNumber(2)).build());
    }
    parts.add(new TestPart("Words", rows, Chains.WORD, List.copyOf(part)));
    return parts.toArray(TestPart[]::new);
  }

  private static Map<String, Long> read(Dump dump) throws IOException {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (Part part : dump.parts()) {
      assertThat(part.getRows()).isEqualTo(Rows.ROWS_WHOLE);
      assertThat(part.getTable()).isEqualTo("dbo.Words");
      for (byte[] bytes : Dumps.read(dump, part)) {
        Message row = DynamicMessage.parseFrom(dump.descriptor(part), bytes);
        Object key = row.getField(row.getDescriptorForType().findFieldByNumber(1));
        Object value = row.getField(row.getDescriptorForType().findFieldByNumber(2));
        assertThat(rows.put((String) key, (Long) value)).as("rows with the key " + key).isNull();
      }
    }
    return rows;
  }

  /** What the base has stays in its order; what it has not follows. */
  private static void checkOrder(Map<String, Long> base, Dump merged) throws IOException {
    Collection<String> keys = read(merged).keySet();
    List<String> expected = new ArrayList<>(base.keySet());
    expected.retainAll(keys);
    assertThat(keys.stream().limit(expected.size())).isEqualTo(expected);
  }

  private static void checkCounts(
      Map<String, Long> base, Map<String, Long> source, MergeResult result) {
    MergedTable table = result.tables().get(0);
    Set<String> added = new LinkedHashSet<>(source.keySet());
    added.removeAll(base.keySet());
    Set<String> deleted = new LinkedHashSet<>(base.keySet());
    deleted.removeAll(source.keySet());
    assertThat(table.base()).isEqualTo(base.size());
    assertThat(table.rows()).isEqualTo(source.size());
    assertThat(table.added()).isEqualTo(added.size());
    assertThat(table.deleted()).isEqualTo(deleted.size());
    assertThat(table.base() + table.added() - table.deleted()).isEqualTo(table.rows());
    assertThat(table.repeated()).isZero();
  }

  @Provide
  Arbitrary<Map<String, Long>> rows() {
    return Arbitraries.maps(keys(), Arbitraries.longs()).ofMaxSize(60);
  }

  @Provide
  Arbitrary<Change> change() {
    return Combinators.combine(Arbitraries.of(Kind.class), keys(), Arbitraries.longs())
        .as(Change::new);
  }

  /** So few that changes meet rows, with some that differ in case alone or need escaping. */
  private static Arbitrary<String> keys() {
    return Arbitraries.strings().withChars("aAå,\\").ofMaxLength(3);
  }
}
