package com.happypancake.inspect.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableDiffTest {

  @TempDir private Path temporary;

  private DiffSide side(String name, List<City> cities) throws IOException {
    Path folder = temporary.resolve(name);
    try (DumpWriter dump =
            DumpWriter.create(folder, List.of(LegacyProto.getDescriptor()), Clock.systemUTC());
        PartWriter part = dump.part("Cities", "hpc.legacy.City")) {
      for (City city : cities) {
        part.write(city);
      }
      part.finish();
      dump.finish(Manifest.newBuilder().setContent(Content.CONTENT_ROWS));
    }
    Dump dump = Dump.open(folder);
    return DiffSide.of(dump, dump.parts());
  }

  private static List<City> cities(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(id -> City.newBuilder().setCityId(id).setName("c" + id).build())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Keeps what it hears, as lines without an order. */
  private static final class Heard implements DiffListener {

    private final Set<String> lines = new TreeSet<>();

    private void add(String line) {
      assertThat(lines.add(line)).as(line + " is told once").isTrue();
    }

    @Override
    public void removed(DiffRecord record) {
      add("removed " + record.key());
    }

    @Override
    public void added(DiffRecord record) {
      add("added " + record.key());
    }

    @Override
    public void changed(DiffRecord before, DiffRecord after, List<FieldDifference> differences) {
      add("changed " + before.key());
    }
  }

  @Test
  void aTableThatDoesNotFitIsReadAgainByPartsOfItsKeys() throws Exception {
    List<City> before = cities(1, 2_000);
    List<City> after = cities(11, 2_010);
    after.set(500, after.get(500).toBuilder().setName("other").build());
    Collections.shuffle(after, new Random(1));
    DiffSide one = side("one", before);
    DiffSide other = side("other", after);
    Heard whole = new Heard();
    Heard cut = new Heard();
    Walks once = new Walks();
    Walks often = new Walks();
    DiffCounts counts = new TableDiff(Long.MAX_VALUE, whole, once).compare(one, other);
    assertThat(counts).isEqualTo(new DiffCounts(10, 10, 1, 1_989));
    assertThat(new TableDiff(20_000, cut, often).compare(one, other)).isEqualTo(counts);
    assertThat(cut.lines).isEqualTo(whole.lines).hasSize(21).contains("changed 511");
    // Each record once, and the end of each part; a walk may end before.
    assertThat(once.reads).containsExactly(2_000L + 2_000 + 2);
    assertThat(often.reads).hasSizeGreaterThan(8).allMatch(reads -> reads <= once.reads.get(0));
  }

  /** Counts what each walk reads. */
  private static final class Walks implements TableDiff.Advance {

    private final List<Long> reads = new ArrayList<>();

    @Override
    public void begins(int number, List<Part> before, List<Part> after) {
      reads.add(0L);
      assertThat(reads).hasSize(number);
    }

    @Override
    public boolean next(boolean isBefore, Part part, PartReader reader) throws IOException {
      reads.set(reads.size() - 1, reads.get(reads.size() - 1) + 1);
      return reader.advance();
    }
  }

  @Test
  void sidesInTheSameOrderAreReadOnceInLittleMemory() throws Exception {
    List<City> after = cities(1, 2_000);
    after.remove(1_000);
    Heard heard = new Heard();
    Walks walks = new Walks();
    DiffCounts counts =
        new TableDiff(1_000, heard, walks)
            .compare(side("one", cities(1, 2_000)), side("other", after));
    assertThat(counts).isEqualTo(new DiffCounts(1, 0, 0, 1_999));
    assertThat(heard.lines).containsExactly("removed 1001");
    assertThat(walks.reads).containsExactly(2_000L + 1_999 + 2);
  }

  @Test
  void moreOfOneKeyThanFitsIsAnError() throws Exception {
    List<City> same =
        IntStream.range(0, 100)
            .mapToObj(i -> City.newBuilder().setCityId(1).setName("c" + i).build())
            .toList();
    DiffSide one = side("one", same);
    DiffSide other = side("other", cities(2, 2));
    TableDiff diff =
        new TableDiff(1_000, new Heard(), (isBefore, part, reader) -> reader.advance());
    assertThatThrownBy(() -> diff.compare(one, other))
        .isInstanceOf(IncomparableException.class)
        .hasMessage(
            "too many records of one key differ to hold them in 1000 bytes;"
                + " such a table cannot be compared by key");
  }
}
