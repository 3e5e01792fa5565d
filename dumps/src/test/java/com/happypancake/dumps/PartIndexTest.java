package com.happypancake.dumps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.KeyRange;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartIndexTest {

  private static final String INDEX = "Cities/part-00000.index.pb.gz";

  @TempDir Path folder;

  @Test
  void thereIsAnEntryForEvery256thRecordWithItsKey() throws IOException {
    Dump dump = Dumps.cities(folder.resolve("dump"), 10_000);
    List<IndexEntry> entries = dump.index(dump.parts().get(0)).orElseThrow().entries();
    assertThat(entries).hasSize(40);
    List<IndexEntry> expected = new ArrayList<>();
    try (PartReader reader = dump.read(dump.parts().get(0))) {
      while (reader.advance()) {
        if (reader.ordinal() % 256 == 1) {
          expected.add(
              IndexEntry.newBuilder()
                  .setOrdinal(reader.ordinal())
                  .setBlock(reader.place().block())
                  .setOffset(reader.place().offset())
                  .setKey(Long.toString(reader.ordinal()))
                  .build());
        }
      }
    }
    assertThat(entries).isEqualTo(expected);
    assertThat(entries.get(39).getBlock()).isPositive();
  }

  @Test
  void theWritersIndexIsTheOneThatIsMadeFromThePart() throws IOException {
    Dump dump = Dumps.cities(folder, 3_000);
    byte[] written = Files.readAllBytes(folder.resolve(INDEX));
    Files.delete(folder.resolve(INDEX));
    dump.writeIndex(dump.parts().get(0));
    assertThat(Files.readAllBytes(folder.resolve(INDEX))).isEqualTo(written);
  }

  @Test
  void aPartsKeyRangeIsThatOfItsFirstAndLastRecord() throws IOException {
    Dump dump = Dumps.cities(folder, 300, 0);
    assertThat(dump.parts().get(0).getKeyRange())
        .isEqualTo(KeyRange.newBuilder().setFirst("1").setLast("300").build());
    assertThat(dump.parts().get(1).hasKeyRange()).isFalse();
  }

  @Test
  void theEntryAtOrBeforeARecordIsFound() throws IOException {
    Dump dump = Dumps.cities(folder, 1_000, 0);
    PartIndex index = dump.index(dump.parts().get(0)).orElseThrow();
    assertThat(index.floor(1).orElseThrow().getOrdinal()).isEqualTo(1);
    assertThat(index.floor(256).orElseThrow().getOrdinal()).isEqualTo(1);
    assertThat(index.floor(257).orElseThrow().getOrdinal()).isEqualTo(257);
    assertThat(index.floor(5_000).orElseThrow().getOrdinal()).isEqualTo(769);
    assertThat(dump.index(dump.parts().get(1)).orElseThrow().floor(1)).isEmpty();
  }

  @Test
  void aPartWithoutAnIndexHasNone() throws IOException {
    Dump dump = Dumps.cities(folder, 10);
    Files.delete(folder.resolve(INDEX));
    assertThat(dump.index(dump.parts().get(0))).isEmpty();
  }

  @Test
  void theIndexOfAnotherFileIsRefused() throws IOException {
    Dump dump = Dumps.cities(folder, 10, 11);
    Files.copy(folder.resolve("Cities/part-00001.index.pb.gz"), folder.resolve("kept"));
    Files.delete(folder.resolve(INDEX));
    Files.move(folder.resolve("kept"), folder.resolve(INDEX));
    assertThatThrownBy(() -> dump.index(dump.parts().get(0)))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessage(
            INDEX
                + ": is the index of another file; 'hpc dumps index' makes it anew from the part");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSplitIsIntoOneRangeOrMore(boolean hasIndex) throws IOException {
    Dump dump = Dumps.cities(folder, 1000);
    if (!hasIndex) {
      Files.delete(folder.resolve(INDEX));
    }
    assertThatThrownBy(() -> dump.split(dump.parts().get(0), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("split into 0 ranges; expected 1 or more");
  }

  @Test
  void aDamagedIndexCostsNothingButTime() throws IOException {
    Dump dump = Dumps.cities(folder, 1000);
    Path file = folder.resolve(INDEX);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
    Part part = dump.parts().get(0);
    assertThatThrownBy(() -> dump.index(part))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageEndingWith("; 'hpc dumps index' makes it anew from the part");
    assertThat(dump.split(part, 4)).hasSize(1);
    try (PartReader reader = dump.read(part, new OrdinalRange(600, 601))) {
      assertThat(reader.advance()).isTrue();
      assertThat(reader.ordinal()).isEqualTo(600);
    }
    AtomicLong records = new AtomicLong();
    dump.readUnordered(
        part,
        reader -> {
          while (reader.advance()) {
            records.incrementAndGet();
          }
        });
    assertThat(records).hasValue(part.getRecords());
  }

  @Test
  void flippedBitsAndCutsOfAnIndexAreNoticedOrHarmless() throws IOException {
    damageTheIndex(7);
  }

  @Tag("slow")
  @Test
  void everyFlippedBitAndEveryCutOfAnIndexIsNoticedOrHarmless() throws IOException {
    damageTheIndex(1);
  }

  private void damageTheIndex(int step) throws IOException {
    Dump dump = Dumps.cities(folder, 600);
    Part part = dump.parts().get(0);
    List<IndexEntry> whole = dump.index(part).orElseThrow().entries();
    byte[] bytes = Files.readAllBytes(folder.resolve(INDEX));
    int harmless = 0;
    for (int bit = 0; bit < bytes.length * 8; bit += step) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(folder.resolve(INDEX), flipped);
      try {
        assertThat(dump.index(part).orElseThrow().entries()).isEqualTo(whole);
        harmless++;
      } catch (DamagedDumpException e) {
        // It was noticed.
      }
    }
    // What goes by is padding after the deflate stream's end.
    assertThat(harmless).isLessThan(16);
    for (int length = 0; length < bytes.length; length += step) {
      Files.write(folder.resolve(INDEX), java.util.Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> dump.index(part)).isInstanceOf(DamagedDumpException.class);
    }
  }

  @Test
  void anIndexThatLeadsElsewhereIsNoticedWhereARangeEnds() throws IOException {
    Dump dump = Dumps.cities(folder, 1_000);
    Part part = dump.parts().get(0);
    List<IndexEntry> entries = new ArrayList<>(dump.index(part).orElseThrow().entries());
    entries.set(1, entries.get(1).toBuilder().setOffset(entries.get(1).getOffset() + 1).build());
    PartIndex.write(folder, part, PartIndex.DISTANCE, entries);
    try (PartReader reader = dump.read(part, new OrdinalRange(200, 257))) {
      assertThatThrownBy(
              () -> {
                while (reader.advance()) {
                  assertThat(reader.ordinal()).isLessThan(257);
                }
              })
          .isInstanceOf(DamagedDumpException.class)
          .hasMessageContaining("record 257 begins at virtual offset 0:")
          .hasMessageContaining("its index has 0:");
    }
  }
}
