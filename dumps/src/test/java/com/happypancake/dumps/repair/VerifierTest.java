package com.happypancake.dumps.repair;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.dumps.CraftedDump;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.Dumps;
import com.happypancake.dumps.block.BlockDeflater;
import com.happypancake.dumps.repair.Verification.Damage;
import com.happypancake.schemas.index.IndexEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class VerifierTest {

  @TempDir private Path folder;

  private Verification verify() throws IOException, InterruptedException {
    return new Verifier(Dump.open(folder), 2, (path, done, total) -> {}).run();
  }

  @Test
  void aSoundDumpHasNeitherDamageNorNote() throws Exception {
    Dumps.cities(folder, 3, 0, 4);
    assertThat(verify()).isEqualTo(new Verification(List.of(), List.of(), 7));
  }

  @Test
  void progressCountsAllRecordsOfAllParts() throws Exception {
    Dumps.cities(folder, 5000, 10);
    List<Long> told = Collections.synchronizedList(new ArrayList<>());
    new Verifier(
            Dump.open(folder),
            2,
            (path, done, total) -> {
              assertThat(total).isEqualTo(5010);
              told.add(done);
            })
        .run();
    assertThat(Collections.max(told)).isEqualTo(5010);
  }

  @Test
  void eachDamageIsListedOfEveryPart() throws Exception {
    Dump dump = Dumps.cities(folder, 3, 4, 5);
    Files.delete(folder.resolve(dump.parts().get(0).getPath()));
    Path last = folder.resolve(dump.parts().get(2).getPath());
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length - 28));
    Verification found = verify();
    assertThat(found.damages())
        .extracting(Damage::text)
        .containsExactly(
            "Cities/part-00000.pb.gz: the file is missing; records 1 to 3 are lost",
            "Cities/part-00002.pb.gz: virtual offset "
                + (bytes.length - 28)
                + ":0: the file ends without the terminator block: it was cut");
    assertThat(found.records()).isEqualTo(9);
  }

  @Test
  void aBitThatNoBlockMindsIsDamageOfTheFile() throws Exception {
    // A stored block: the bits between its header and its length mean nothing.
    CraftedDump dump = new CraftedDump(folder, 1);
    byte[] file = dump.file();
    assertThat(file[18]).isEqualTo((byte) 1);
    file[18] = 9;
    dump.write(file);
    assertThat(verify().damages())
        .extracting(Damage::text)
        .allMatch(
            text ->
                text.startsWith("Cities/part-00000.pb.gz: the file's SHA-256 is ")
                    && text.endsWith("; its records are whole"))
        .hasSize(1);
  }

  @Test
  void soundBlocksOfAnotherDumpAreNotTakenForThePartsOwn() throws Exception {
    CraftedDump dump = new CraftedDump(folder, 2, 2);
    Dumps.cities(folder.resolve("other"), 3);
    byte[] other = Files.readAllBytes(folder.resolve("other/Cities/part-00000.pb.gz"));
    dump.write(other);
    assertThat(verify().damages().get(0).text()).endsWith("; records 1 to 4 are lost");
  }

  @Test
  void recordsOfAnotherMessageAreNamed() throws Exception {
    CraftedDump dump = new CraftedDump(folder, 1, 1);
    dump.write(BlockDeflater.compress(new byte[] {2, (byte) 0xf8, 7}));
    assertThat(verify().damages().get(0).text())
        .endsWith("; its records are no hpc.legacy.City; records 1 to 2 are lost");
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 3", "0, 1, 3", "0, 0, 4"})
  void anIndexThatDoesNotLeadToItsRecordsIsDamage(long block, int offset, String key)
      throws Exception {
    CraftedDump dump = new CraftedDump(folder, 2, 2).index(2);
    IndexEntry first = entry(1, 0, 0, "1");
    IndexEntry second = entry(3, dump.blocks().get(1) + block, offset, key);
    dump.index(2, List.of(first, second));
    assertThat(verify().damages())
        .extracting(Damage::text)
        .containsExactly(
            "Cities/part-00000.index.pb.gz: its entry for record 3 does not lead to it;"
                + " 'hpc dumps index --force' makes it anew");
  }

  @Test
  void anIndexThatIsCutIsDamage() throws Exception {
    new CraftedDump(folder, 2, 2).index(2);
    Path index = folder.resolve("Cities/part-00000.index.pb.gz");
    Files.write(index, Arrays.copyOf(Files.readAllBytes(index), 20));
    assertThat(verify().damages()).hasSize(1);
    assertThat(verify().damages().get(0).text()).startsWith("Cities/part-00000.index.pb.gz: ");
  }

  private static IndexEntry entry(long ordinal, long block, int offset, String key) {
    return IndexEntry.newBuilder()
        .setOrdinal(ordinal)
        .setBlock(block)
        .setOffset(offset)
        .setKey(key)
        .build();
  }

  @Test
  void whatIsOddAroundTheContentIsANote() throws Exception {
    Dumps.cities(folder, 1);
    Dumps.cities(folder.resolve("rejects"), 1);
    Files.delete(folder.resolve("run.json"));
    Files.writeString(folder.resolve("notes.txt"), "");
    Files.writeString(folder.resolve("Cities/part-00007.pb.gz"), "");
    assertThat(verify().damages()).isEmpty();
    assertThat(verify().notes())
        .containsExactly(
            "run.json: is missing, so that nothing tells how the dump was written",
            "Cities/part-00007.pb.gz: is not of this dump",
            "notes.txt: is not of this dump");
    Files.writeString(folder.resolve("run.json"), "{");
    assertThat(verify().notes().get(0))
        .isEqualTo("run.json: cannot be read, so that nothing tells how the dump was written");
  }
}
