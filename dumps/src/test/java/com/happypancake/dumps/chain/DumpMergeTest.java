package com.happypancake.dumps.chain;

import static com.happypancake.dumps.Dumps.city;
import static com.happypancake.dumps.chain.Chains.deleted;
import static com.happypancake.dumps.chain.Chains.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.Dumps;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.chain.Chains.TestPart;
import com.happypancake.dumps.chain.MergeResult.MergedTable;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Interest;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DumpMergeTest {

  private static final Descriptor CITY = City.getDescriptor();
  private static final Descriptor INTEREST = Interest.getDescriptor();

  @TempDir private Path temporary;
  private Path target;
  private Dump base;

  @BeforeEach
  void writeABase() throws IOException {
    target = temporary.resolve("full");
    base = Chains.full(temporary.resolve("base"), cities(1, 3), cities(4, 6), interests(1, 2));
  }

  private static TestPart cities(int first, int last) {
    return rows("Cities", CITY, IntStream.rangeClosed(first, last).mapToObj(Dumps::city).toList());
  }

  private static TestPart interests(int first, int last) {
    return rows(
        "Interests",
        INTEREST,
        IntStream.rangeClosed(first, last).mapToObj(DumpMergeTest::interest).toList());
  }

  private static Interest interest(int id) {
    return Interest.newBuilder().setInterestId(id).setName("skiing").build();
  }

  private static City renamed(int id) {
    return city(id).toBuilder().setName("Turku").build();
  }

  private static City key(int id) {
    return City.newBuilder().setCityId(id).build();
  }

  private Dump delta(String name, Dump before, TestPart... parts) throws IOException {
    return Chains.delta(temporary.resolve(name), before, parts);
  }

  private MergeResult merge(Dump... deltas) throws IOException, InterruptedException {
    return new DumpMerge(base, List.of(deltas), target, Dumps.CLOCK, (path, done, total) -> {})
        .run();
  }

  private static List<City> citiesOf(Dump dump) throws IOException {
    List<City> cities = new ArrayList<>();
    for (Part part : dump.parts()) {
      if (part.getTable().equals("dbo.Cities")) {
        for (byte[] record : Dumps.read(dump, part)) {
          cities.add(City.parseFrom(record));
        }
      }
    }
    return cities;
  }

  @Test
  void rowsAreReplacedInTheirPlaceOrLeftOutAndNewOnesFollow() throws Exception {
    Dump delta =
        delta(
            "delta",
            base,
            rows("Cities", CITY, List.of(renamed(5), city(8), renamed(1), city(7))),
            deleted("Cities", CITY, List.of(key(6), key(99))));
    MergeResult merged = merge(delta);
    assertThat(citiesOf(merged.dump()))
        .containsExactly(renamed(1), city(2), city(3), city(4), renamed(5), city(8), city(7));
    assertThat(merged.tables())
        .containsExactly(
            new MergedTable("dbo.Cities", 3, 2, 1, 0, 2, 1),
            new MergedTable("dbo.Interests", 2, 0, 0, 0, 0, 0));
    assertThat(merged.dump().parts().stream().map(Part::getPath))
        .containsExactly(
            "Cities/part-00000.pb.gz",
            "Cities/part-00001.pb.gz",
            "Cities/part-00002.pb.gz",
            "Interests/part-00000.pb.gz");
    assertThat(Dumps.damages(merged.dump())).isEmpty();
    for (Part part : merged.dump().parts()) {
      assertThat(merged.dump().index(part)).isPresent();
    }
  }

  @Test
  void partsInWhichNothingChangesAreTheSameFiles() throws Exception {
    Dump delta = delta("delta", base, rows("Cities", CITY, List.of(renamed(5))));
    Dump merged = merge(delta).dump();
    assertThat(merged.parts().get(0)).isEqualTo(base.parts().get(0));
    assertThat(merged.parts().get(1)).isNotEqualTo(base.parts().get(1));
    assertThat(merged.parts().get(2)).isEqualTo(base.parts().get(2));
    for (String path : List.of("Cities/part-00000.index.pb.gz", "Interests/part-00000.pb.gz")) {
      assertThat(target.resolve(path)).hasSameBinaryContentAs(base.folder().resolve(path));
    }
  }

  @Test
  void aMergeWithADeltaWithoutChangesHasTheBasesContent() throws Exception {
    Dump delta = delta("delta", base, rows("Cities", CITY, List.of()));
    assertThat(merge(delta).dump().manifest().getContentDigest())
        .isEqualTo(base.manifest().getContentDigest());
  }

  @Test
  void aCopiedPartGetsTheIndexThatItLacked() throws Exception {
    Files.delete(base.folder().resolve("Interests/part-00000.index.pb.gz"));
    Dump merged = merge(delta("delta", base)).dump();
    assertThat(merged.index(merged.parts().get(2))).isPresent();
    assertThat(Dumps.damages(merged)).isEmpty();
  }

  @Test
  void aLaterDeltaOverridesAnEarlierOne() throws Exception {
    Dump one =
        delta(
            "one",
            base,
            rows("Cities", CITY, List.of(renamed(1), renamed(2), city(7), city(8))),
            deleted("Cities", CITY, List.of(key(3), key(4))));
    Dump two =
        delta(
            "two",
            one,
            rows("Cities", CITY, List.of(city(1), renamed(4), renamed(7), city(9))),
            deleted("Cities", CITY, List.of(key(2), key(8))));
    assertThat(citiesOf(merge(one, two).dump()))
        .containsExactly(city(1), renamed(4), city(5), city(6), renamed(7), city(9));
  }

  @Test
  void aKeyThatIsBothGoneAndThereIsThere() throws Exception {
    Dump delta =
        delta(
            "delta",
            base,
            rows("Cities", CITY, List.of(renamed(1))),
            deleted("Cities", CITY, List.of(key(1))));
    assertThat(citiesOf(merge(delta).dump())).startsWith(renamed(1), city(2));
  }

  @Test
  void aRowThatTheBaseHasTwiceComesOnce() throws Exception {
    base = Chains.full(temporary.resolve("twice"), cities(1, 3), cities(3, 4));
    Dump delta = delta("delta", base, rows("Cities", CITY, List.of(renamed(3))));
    MergeResult merged = merge(delta);
    assertThat(citiesOf(merged.dump())).containsExactly(city(1), city(2), renamed(3), city(4));
    MergedTable table = merged.tables().get(0);
    assertThat(table).isEqualTo(new MergedTable("dbo.Cities", 3, 1, 0, 1, 0, 0));
    assertThat(table.base()).isEqualTo(5);
    assertThat(table.rows()).isEqualTo(4);
  }

  @Test
  void rowsAreFetchedFromFarPlacesOfADelta() throws Exception {
    int rows = 6000;
    base = Chains.full(temporary.resolve("large"), cities(1, rows));
    // Backwards, and from one end to the other: no row lies where the one before it ended.
    List<City> changed = new ArrayList<>();
    for (int i = rows; i >= 1; i--) {
      int id = i % 2 == 0 ? i : rows - i;
      if (id >= 1) {
        changed.add(renamed(id));
      }
    }
    Dump delta =
        delta(
            "delta",
            base,
            rows("Cities", CITY, changed.subList(0, 2500)),
            rows("Cities", CITY, changed.subList(2500, changed.size())));
    Dump merged = merge(delta).dump();
    assertThat(citiesOf(merged))
        .hasSize(rows)
        .filteredOn(city -> city.equals(renamed(city.getCityId())))
        .hasSameSizeAs(changed);
    assertThat(citiesOf(merged))
        .extracting(City::getCityId)
        .isEqualTo(IntStream.rangeClosed(1, rows).boxed().toList());
  }

  @Test
  void tablesWithoutAKeyToWhichRowsAreAppendedGetThem() throws Exception {
    base =
        Chains.full(
            temporary.resolve("lines"),
            rows("Lines", Chains.LINE, List.of(Chains.line("a", 1), Chains.line("a", 1))));
    Dump one = delta("one", base, rows("Lines", Chains.LINE, List.of(Chains.line("a", 1))));
    Dump two = delta("two", one, rows("Lines", Chains.LINE, List.of(Chains.line("b", 2))));
    MergeResult merged = merge(one, two);
    assertThat(merged.tables()).containsExactly(new MergedTable("dbo.Lines", 2, 0, 0, 0, 2, 0));
    List<byte[]> records = new ArrayList<>();
    for (Part part : merged.dump().parts()) {
      records.addAll(Dumps.read(merged.dump(), part));
    }
    assertThat(records)
        .containsExactly(
            Chains.line("a", 1).toByteArray(),
            Chains.line("a", 1).toByteArray(),
            Chains.line("a", 1).toByteArray(),
            Chains.line("b", 2).toByteArray());
  }

  @Test
  void theManifestIsTheLastDeltasButForWhatMakesItADelta() throws Exception {
    Manifest.Builder manifest =
        Chains.deltaManifest(base).setConsistency(Consistency.CONSISTENCY_DATABASE_SNAPSHOT);
    manifest.getSourceBuilder().setVersion("16").clearRecoveryFork();
    Dump delta =
        Chains.write(
            temporary.resolve("delta"),
            manifest,
            Chains.schemas(),
            rows("Cities", CITY, List.of(renamed(1))));
    Manifest merged = merge(delta).dump().manifest();
    assertThat(merged.getKind()).isEqualTo(Kind.KIND_FULL);
    assertThat(merged.getContent()).isEqualTo(Content.CONTENT_ROWS);
    assertThat(merged.getBaseDigest()).isEmpty();
    assertThat(merged.getDeletes()).isEqualTo(Deletes.DELETES_UNSPECIFIED);
    assertThat(merged.getConsistency()).isEqualTo(Consistency.CONSISTENCY_SNAPSHOT);
    assertThat(merged.getSourceTime().getSeconds()).isEqualTo(2);
    assertThat(merged.getSource().getVersion()).isEqualTo("16");
    assertThat(merged.getMarksList())
        .containsExactly(Chains.mark("dbo.Cities", 2), Chains.mark("dbo.Interests", 1));
    // One of the base's part, one of the delta's.
    assertThat(merged.getParts(0).getRepairedTexts()).isEqualTo(2);
    assertThat(merged.getParts(1).getRepairedTexts()).isEqualTo(1);
    assertThat(merged.getPartsList()).extracting(Part::getKeyOrder).containsOnly(true);
  }

  @Test
  void theSourcesCountEndsWithChangesThatBringNone() throws Exception {
    Manifest.Builder manifest = Chains.fullManifest().clearMarks();
    for (String table : List.of("dbo.Cities", "dbo.Interests")) {
      manifest.addMarks(Chains.mark(table, 1).toBuilder().setSourceRows(2));
    }
    base =
        Chains.write(
            temporary.resolve("counted"),
            manifest,
            Chains.schemas(),
            cities(1, 2),
            interests(1, 2));
    Dump delta =
        Chains.write(
            temporary.resolve("delta"),
            Chains.deltaManifest(base).clearMarks(),
            Chains.schemas(),
            rows("Cities", CITY, List.of(city(7))),
            rows("Interests", INTEREST, List.of()));
    assertThat(merge(delta).dump().manifest().getMarksList())
        .containsExactly(
            Chains.mark("dbo.Cities", 1),
            Chains.mark("dbo.Interests", 1).toBuilder().setSourceRows(2).build());
  }

  @Test
  void aMergeIsTheBaseOfTheNextDelta() throws Exception {
    Dump one = delta("one", base, rows("Cities", CITY, List.of(city(7))));
    base = merge(one).dump();
    target = temporary.resolve("next");
    Dump two = delta("two", base, rows("Cities", CITY, List.of(renamed(7))));
    assertThat(citiesOf(merge(two).dump())).endsWith(city(6), renamed(7));
  }

  @Test
  void anUnfinishedMergeIsBegunAnewAndAFinishedOneIsKept() throws Exception {
    Dump delta = delta("delta", base, rows("Cities", CITY, List.of(renamed(1), city(7))));
    Path part = delta.folder().resolve("Cities/part-00000.pb.gz");
    byte[] bytes = Files.readAllBytes(part);
    bytes[30] ^= 1;
    Files.write(part, bytes);
    assertThatThrownBy(() -> merge(delta)).isInstanceOf(DamagedDumpException.class);
    assertThatThrownBy(() -> Dump.open(target)).hasMessageContaining("is unfinished");
    Files.createDirectories(target.resolve("Cities"));
    Files.writeString(target.resolve("Cities/part-00000.pb.gz.tmp"), "half");
    bytes[30] ^= 1;
    Files.write(part, bytes);
    assertThat(Dumps.damages(merge(delta).dump())).isEmpty();
    assertThatThrownBy(() -> merge(delta))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining(target + ": holds a finished dump already");
  }

  @Test
  void anInterruptedMergeIsUnfinished() throws Exception {
    Dump delta = delta("delta", base, rows("Cities", CITY, List.of(renamed(1), city(7))));
    DumpMerge merge =
        new DumpMerge(
            base,
            List.of(delta),
            target,
            Dumps.CLOCK,
            (path, done, total) -> Thread.currentThread().interrupt());
    assertThatThrownBy(merge::run)
        .isInstanceOf(InterruptedException.class)
        .hasMessage(target + ": is unfinished, and the same command begins it anew");
    assertThat(Thread.interrupted()).isFalse();
    assertThatThrownBy(() -> Dump.open(target)).hasMessageContaining("is unfinished");
  }

  @Test
  void theListenerHearsOfEachRecordOnce() throws Exception {
    Dump delta = delta("delta", base, rows("Cities", CITY, List.of(renamed(1), city(7))));
    List<Long> told = new ArrayList<>();
    new DumpMerge(
            base,
            List.of(delta),
            target,
            Dumps.CLOCK,
            (path, done, total) -> {
              assertThat(total).isEqualTo(10);
              told.add(done);
            })
        .run();
    assertThat(told).isSorted().endsWith(10L);
  }

  @Test
  void damageIsToldWithTheFolder() throws Exception {
    Dump delta = delta("delta", base, rows("Cities", CITY, List.of(renamed(1))));
    for (String path : List.of("Cities/part-00000.pb.gz", "Interests/part-00000.pb.gz")) {
      Path file = base.folder().resolve(path);
      byte[] sound = Files.readAllBytes(file);
      byte[] bytes = sound.clone();
      bytes[30] ^= 1;
      Files.write(file, bytes);
      assertThatThrownBy(() -> merge(delta))
          .isInstanceOf(DamagedDumpException.class)
          .hasMessageMatching("\\Q" + base.folder() + "\\E(: |/)\\Q" + path + "\\E.*");
      Files.write(file, sound);
    }
    merge(delta);
  }

  @Test
  void aDeltaThatHasAKeyTwiceIsRefused() throws Exception {
    Dump delta = delta("delta", base, rows("Cities", CITY, List.of(renamed(1), city(1))));
    assertThatThrownBy(() -> merge(delta))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessage(
            delta.folder()
                + "/Cities/part-00000.pb.gz: record 2 at virtual offset 0:14: has a key that an"
                + " earlier row of dbo.Cities in this delta has; extract it again");
  }

  @Test
  void aTargetWithinADumpThatIsReadIsRefused() throws Exception {
    Dump delta = delta("delta", base, rows("Cities", CITY, List.of(renamed(1))));
    target = delta.folder().resolve("full");
    assertThatThrownBy(() -> merge(delta))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(
            target
                + ": lies in "
                + delta.folder()
                + ", which is merged and not changed; choose another folder");
  }

  @Test
  void aFolderThatHoldsSomethingElseIsRefused() throws Exception {
    Dump delta = delta("delta", base);
    Files.createDirectory(target);
    Files.writeString(target.resolve("mine"), "");
    assertThatThrownBy(() -> merge(delta))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining(target + ": is not empty");
  }
}
