package com.happypancake.inspect.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.inspect.diff.FolderDiff.DiffCounts;
import com.happypancake.inspect.diff.FolderDiff.DiffListener;
import com.happypancake.inspect.diff.FolderDiff.RecordDifference;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Manifest;
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

  /** Keeps the differences as lines without an order, and what each walk read. */
  private static final class Heard implements DiffListener {

    private final Set<String> lines = new TreeSet<>();
    private final List<Integer> walks = new ArrayList<>();

    @Override
    public void difference(RecordDifference difference) {
      String line = difference.kind() + " " + difference.record().key();
      assertThat(lines.add(line)).as(line + " is told once").isTrue();
    }

    @Override
    public ReadListener walk(int number, DiffSide side) {
      walks.add(number);
      return (path, done, total) -> assertThat(done).isLessThanOrEqualTo(total);
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
    DiffCounts counts = new TableDiff(Long.MAX_VALUE, whole).compare(one, other);
    assertThat(counts).isEqualTo(new DiffCounts(10, 10, 1, 1_989));
    assertThat(new TableDiff(20_000, cut).compare(one, other)).isEqualTo(counts);
    assertThat(cut.lines).isEqualTo(whole.lines).hasSize(21).contains("CHANGED 511");
    assertThat(whole.walks).containsExactly(1, 1);
    assertThat(cut.walks).hasSizeGreaterThan(8).startsWith(1, 1, 2, 2);
  }

  @Test
  void sidesInTheSameOrderAreReadOnceInLittleMemory() throws Exception {
    List<City> after = cities(1, 2_000);
    after.remove(1_000);
    Heard heard = new Heard();
    DiffCounts counts =
        new TableDiff(1_000, heard).compare(side("one", cities(1, 2_000)), side("other", after));
    assertThat(counts).isEqualTo(new DiffCounts(1, 0, 0, 1_999));
    assertThat(heard.lines).containsExactly("REMOVED 1001");
    assertThat(heard.walks).containsExactly(1, 1);
  }

  @Test
  void moreOfOneKeyThanFitsIsAnError() throws Exception {
    List<City> same =
        IntStream.range(0, 100)
            .mapToObj(i -> City.newBuilder().setCityId(1).setName("c" + i).build())
            .toList();
    DiffSide one = side("one", same);
    DiffSide other = side("other", cities(2, 2));
    TableDiff diff = new TableDiff(1_000, new Heard());
    assertThatThrownBy(() -> diff.compare(one, other))
        .isInstanceOf(MismatchedDumpException.class)
        .hasMessage(
            "too many records of one key differ to hold them in 1000 bytes;"
                + " such a table cannot be compared by key");
  }
}
