package com.happypancake.dumps.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.CraftedDump;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.Dumps;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.schemas.legacy.Interest;
import com.happypancake.schemas.manifest.KeyRange;
import com.happypancake.schemas.manifest.Loss;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Repair;
import com.happypancake.schemas.manifest.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DumpRepairTest {

  @TempDir private Path temporary;
  private Path folder;
  private Path target;

  @BeforeEach
  void nameFolders() {
    folder = temporary.resolve("dump");
    target = temporary.resolve("repaired");
  }

  private Optional<Dump> repair() throws IOException, InterruptedException {
    return new DumpRepair(Dump.open(folder), target, Dumps.CLOCK, 2, (path, done, total) -> {})
        .run();
  }

  private Dump repaired() throws IOException, InterruptedException {
    Dump repaired = repair().orElseThrow();
    assertThat(Dumps.damages(repaired)).isEmpty();
    for (Part part : repaired.parts()) {
      assertThat(repaired.index(part)).isPresent();
    }
    return repaired;
  }

  /** Three parts of cities in two series, and the manifest of a real extraction. */
  private Dump write() throws IOException {
    try (DumpWriter dump = Dumps.create(folder)) {
      int id = 1;
      for (String series : List.of("Cities", "Cities", "Interests")) {
        boolean cities = series.equals("Cities");
        try (PartWriter part =
            dump.part(series, cities ? "hpc.legacy.City" : "hpc.legacy.Interest")) {
          part.entry()
              .setTable("dbo." + series)
              .setRepairedTexts(1)
              .setKeyRange(KeyRange.newBuilder().setFirst("" + id).setLast("" + (id + 4)));
          for (int i = 0; i < 5; i++) {
            part.write(
                cities
                    ? Dumps.city(id++)
                    : Interest.newBuilder().setInterestId(id++).setName("skiing").build());
          }
          part.finish();
        }
      }
      dump.finish(Dumps.rows().setSource(Source.newBuilder().setProduct("H2")));
    }
    return Dump.open(folder);
  }

  private void flip(String path, int at) throws IOException {
    Path file = folder.resolve(path);
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void aSoundDumpIsNotWrittenAgain() throws Exception {
    write();
    assertThat(repair()).isEmpty();
    assertThat(target).doesNotExist();
  }

  @Test
  void aTargetWithinTheDamagedFolderIsRefused() throws Exception {
    write();
    flip("Cities/part-00001.pb.gz", 40);
    target = folder.resolve("sub");
    assertThatThrownBy(this::repair)
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(
            target + ": lies in the damaged folder, which is not changed; choose another folder");
    assertThat(target).doesNotExist();
  }

  @Test
  void soundPartsAreCopiedAndTheRestOfTheManifestToo() throws Exception {
    Dump dump = write();
    flip("Cities/part-00001.pb.gz", 40);
    Dump repaired = repaired();
    assertThat(repaired.parts().get(0)).isEqualTo(dump.parts().get(0));
    assertThat(repaired.parts().get(2)).isEqualTo(dump.parts().get(2));
    Part empty = repaired.parts().get(1);
    assertThat(empty.getPath()).isEqualTo("Cities/part-00001.pb.gz");
    assertThat(empty.getTable()).isEqualTo("dbo.Cities");
    assertThat(empty.getRecords()).isZero();
    assertThat(empty.hasKeyRange()).isFalse();
    assertThat(repaired.manifest().getSource()).isEqualTo(dump.manifest().getSource());
    assertThat(repaired.manifest().getCountry()).isEqualTo("FI");
    assertThat(repaired.manifest().getContentDigest())
        .isNotEqualTo(dump.manifest().getContentDigest());
    Repair repair = repaired.manifest().getRepair();
    assertThat(repair.getContentDigest()).isEqualTo(dump.manifest().getContentDigest());
    assertThat(repair.getLostRecords()).isEqualTo(5);
    Loss loss = repair.getLosses(0);
    assertThat(loss.getPath()).isEqualTo("Cities/part-00001.pb.gz");
    assertThat(loss.getPartKeyRange())
        .isEqualTo(KeyRange.newBuilder().setFirst("6").setLast("10").build());
    assertThat(loss.getAfterKey() + loss.getBeforeKey()).isEmpty();
    assertThat(loss.getVirtualOffset()).isEqualTo("0:0");
    assertThat(loss.getWhat()).isNotEmpty();
  }

  @Test
  void eachLossNamesTheKeysAroundIt() throws Exception {
    CraftedDump crafted = new CraftedDump(folder, 3, 3, 3, 3, 3).index(2);
    byte[] file = crafted.file();
    file[crafted.blocks().get(1).intValue() + 30] ^= 1;
    file[crafted.blocks().get(4).intValue() + 30] ^= 1;
    crafted.write(file);
    Dump repaired = repaired();
    assertThat(Dumps.read(repaired, repaired.parts().get(0)))
        .containsExactlyElementsOf(
            List.of(0, 1, 2, 6, 7, 8, 9, 10, 11).stream().map(crafted.records()::get).toList());
    assertThat(repaired.parts().get(0).getKeyRange())
        .isEqualTo(KeyRange.newBuilder().setFirst("1").setLast("12").build());
    List<Loss> losses = repaired.manifest().getRepair().getLossesList();
    assertThat(losses).extracting(Loss::getFirstOrdinal).containsExactly(4L, 13L);
    assertThat(losses).extracting(Loss::getEndOrdinal).containsExactly(7L, 16L);
    assertThat(losses).extracting(Loss::getExact).containsExactly(true, true);
    assertThat(losses).extracting(Loss::getAfterKey).containsExactly("3", "12");
    assertThat(losses).extracting(Loss::getBeforeKey).containsExactly("7", "");
    assertThat(Dump.lostRecords(repaired.manifest())).isEqualTo(6);
  }

  @Test
  void anIntactRecordWithoutAReadableKeyIsKept() throws Exception {
    CraftedDump crafted = new CraftedDump(folder, 3, -1, 3).index(3);
    byte[] file = crafted.file();
    file[crafted.blocks().get(2).intValue() + 30] ^= 1;
    crafted.write(file);
    Dump repaired = repaired();
    assertThat(Dumps.read(repaired, repaired.parts().get(0)))
        .containsExactlyElementsOf(crafted.records().subList(0, 4));
    assertThat(repaired.parts().get(0).getKeyRange())
        .isEqualTo(KeyRange.newBuilder().setFirst("1").setLast("").build());
    assertThat(repaired.manifest().getRepair().getLosses(0).getAfterKey()).isEmpty();
    assertThat(repaired.manifest().getRepair().getLostRecords()).isEqualTo(3);
  }

  @Test
  void aRecordWithoutAReadableKeyIsNoDamageAndHasItsPlaceInANewIndex() throws Exception {
    Dump dump = new CraftedDump(folder, -1, 3).index(2).open();
    assertThat(Dumps.damages(dump)).isEmpty();
    dump.writeIndex(dump.parts().get(0));
    assertThat(Dumps.damages(dump)).isEmpty();
    assertThat(dump.index(dump.parts().get(0)).orElseThrow().entries().get(0).getKey()).isEmpty();
  }

  @Test
  void whatIsBetweenTwoDamagesIsKeptWithoutAnIndexToo() throws Exception {
    CraftedDump crafted = new CraftedDump(folder, 3, 3, 3, 3, 3);
    byte[] file = crafted.file();
    file[crafted.blocks().get(1).intValue() + 30] ^= 1;
    file[crafted.blocks().get(3).intValue() + 30] ^= 1;
    crafted.write(file);
    Dump repaired = repaired();
    assertThat(repaired.parts().get(0).getRecords()).isEqualTo(9);
    assertThat(repaired.manifest().getRepair().getLossesList())
        .extracting(Loss::getExact)
        .containsExactly(false, false);
    assertThat(repaired.manifest().getRepair().getLostRecords()).isEqualTo(6);
  }

  @Test
  void aDamageThatTakesNothingIsMendedWithoutALoss() throws Exception {
    CraftedDump crafted = new CraftedDump(folder, 3, 1);
    crafted.write(Arrays.copyOf(crafted.file(), crafted.file().length - 5));
    Manifest manifest = repaired().manifest();
    assertThat(manifest.getRepair().getLossesList()).isEmpty();
    assertThat(manifest.getParts(0).getContentSha256())
        .isEqualTo(crafted.part().getContentSha256());
    assertThat(manifest.getContentDigest()).isEqualTo(crafted.open().manifest().getContentDigest());
  }

  @Test
  void partsThatChangedPlacesGoBackToTheirOwn() throws Exception {
    Dump dump = write();
    Path first = folder.resolve("Cities/part-00000.pb.gz");
    Path second = folder.resolve("Cities/part-00001.pb.gz");
    byte[] bytes = Files.readAllBytes(first);
    Files.move(second, first, StandardCopyOption.REPLACE_EXISTING);
    Files.write(second, bytes);
    assertThat(Dumps.damages(dump).get(0).text())
        .startsWith("Cities/part-00000.pb.gz: ")
        .endsWith(
            "; the file is that of Cities/part-00001.pb.gz;"
                + " the part's own file is Cities/part-00001.pb.gz");
    assertThat(repaired().parts()).isEqualTo(dump.parts());
  }

  @Test
  void aPartOfAnotherTableIsLostAndSaidToBe() throws Exception {
    Dump dump = write();
    Files.copy(
        folder.resolve("Interests/part-00000.pb.gz"),
        folder.resolve("Cities/part-00000.pb.gz"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(Dumps.damages(dump)).hasSize(1);
    assertThat(Dumps.damages(dump).get(0).text())
        .contains("; the file is that of Interests/part-00000.pb.gz")
        .endsWith("; records 1 to 5 are lost");
    assertThat(repaired().parts()).extracting(Part::getRecords).containsExactly(0L, 5L, 5L);
  }

  @Test
  void aMissingPartIsLostAsAWhole() throws Exception {
    write();
    Files.delete(folder.resolve("Cities/part-00000.pb.gz"));
    Repair repair = repaired().manifest().getRepair();
    assertThat(repair.getLossesCount()).isEqualTo(1);
    assertThat(repair.getLosses(0).getWhat()).isEqualTo("the file is missing");
    assertThat(repair.getLosses(0).getEndOrdinal()).isEqualTo(6);
    assertThat(repair.getLosses(0).getVirtualOffset()).isEmpty();
  }

  @Test
  void partNumbersStayWhereSomeAreMissing() throws Exception {
    Dump dump = write();
    CraftedDump.writeManifest(folder, dump.parts().get(1), dump.parts().get(0));
    flip("Cities/part-00001.pb.gz", 40);
    assertThat(repaired().parts())
        .extracting(Part::getPath)
        .containsExactly("Cities/part-00001.pb.gz", "Cities/part-00000.pb.gz");
  }

  @Test
  void aSecondRepairRemembersTheFirst() throws Exception {
    CraftedDump crafted = new CraftedDump(folder, 3, 3, 3);
    byte[] file = crafted.file();
    file[crafted.blocks().get(1).intValue() + 30] ^= 1;
    crafted.write(file);
    Dump once = repaired();
    folder = target;
    target = temporary.resolve("again");
    Files.delete(folder.resolve("Cities/part-00000.pb.gz"));
    Manifest twice = repaired().manifest();
    assertThat(twice.getRepair().getEarlier()).isEqualTo(once.manifest().getRepair());
    assertThat(Dump.lostRecords(twice)).isEqualTo(9);
  }

  @Test
  void aTargetThatHoldsSomethingIsRefusedBeforeAnythingIsRead() throws Exception {
    write();
    Files.createDirectories(target);
    Files.writeString(target.resolve("mine"), "");
    List<String> read = new ArrayList<>();
    DumpRepair repair =
        new DumpRepair(
            Dump.open(folder), target, Dumps.CLOCK, 1, (path, done, total) -> read.add(path));
    assertThatThrownBy(repair::run)
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("is not empty");
    assertThat(read).isEmpty();
  }

  @Test
  void anInterruptedRepairStops() throws Exception {
    write();
    flip("Cities/part-00001.pb.gz", 40);
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::repair).isInstanceOf(InterruptedException.class);
    assertThat(target).doesNotExist();
  }
}
