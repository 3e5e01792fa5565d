package com.happypancake.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.TestSession;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.KeyRange;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.ManifestProto;
import com.happypancake.schemas.manifest.Reject;
import com.happypancake.schemas.manifest.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands verify, repair and index on damaged folders. */
@Timeout(120)
class RepairCommandsTest {

  private static final int CITIES = 10_000;
  private static final String PART = "Cities/part-00000.pb.gz";
  private static final String INDEX = "Cities/part-00000.index.pb.gz";

  @TempDir private Path folder;
  private Path dump;
  private Path out;
  private final TestSession session = new TestSession();

  @BeforeEach
  void writeADump() throws IOException {
    dump = folder.resolve("dump");
    out = folder.resolve("out");
    try (DumpWriter writer =
        DumpWriter.create(dump, List.of(LegacyProto.getDescriptor()), Clock.systemUTC())) {
      try (PartWriter part = writer.part("Cities", "hpc.legacy.City")) {
        for (int i = 1; i <= CITIES; i++) {
          part.write(City.newBuilder().setCityId(i).setName("Åbo").setCountryCode("FI").build());
        }
        part.entry()
            .setTable("dbo.Cities")
            .setKeyRange(KeyRange.newBuilder().setFirst("1").setLast("" + CITIES));
        part.finish();
      }
      writer.finish(
          Manifest.newBuilder()
              .setContent(Content.CONTENT_ROWS)
              .setKind(Kind.KIND_FULL)
              .setCountry("FI")
              .setTimeZone("Europe/Helsinki")
              .setSource(Source.newBuilder().setProduct("H2"))
              .setConsistency(Consistency.CONSISTENCY_READ_COMMITTED));
    }
  }

  /** Flips a bit of the part's second block. */
  private void damage() throws IOException {
    byte[] bytes = Files.readAllBytes(dump.resolve(PART));
    int second = 1 + ((bytes[16] & 0xFF) | (bytes[17] & 0xFF) << 8);
    bytes[second + 1000] ^= 1;
    Files.write(dump.resolve(PART), bytes);
  }

  private int run(String... words) {
    return session.run(words);
  }

  @Test
  void verifyNamesPartPlaceAndRecords() throws IOException {
    damage();
    assertThat(run("dumps", "verify", dump.toString())).isEqualTo(3);
    assertThat(session.out().lines().toList().get(0))
        .matches(
            "DAMAGED \\Q"
                + dump
                + ": "
                + PART
                + "\\E: virtual offset [0-9]+:0: a block.*; records [0-9]+ to [0-9]+ are lost");
    assertThat(session.err()).contains(dump + ": damaged in 1 place, listed above");
  }

  @Test
  void verifyNotesWhatIsOdd() throws IOException {
    Files.writeString(dump.resolve("mine.txt"), "");
    assertThat(run("dumps", "verify", dump.toString())).isZero();
    assertThat(session.out())
        .isEqualTo(
            "note: "
                + dump
                + ": mine.txt: is not of this dump\n"
                + dump
                + ": 1 part, 10000 records read, all as the manifest says\n");
  }

  @Test
  void repairWritesWhatIsIntactAndTellsWhatIsLost() throws IOException {
    damage();
    assertThat(run("dumps", "repair", dump.toString(), "--out", out.toString())).isEqualTo(3);
    long kept = Dump.open(out).parts().get(0).getRecords();
    long lost = CITIES - kept;
    List<String> lines = session.out().lines().toList();
    assertThat(lines.get(0))
        .matches(
            "LOST \\Q"
                + PART
                + "\\E: records [0-9]+ to [0-9]+, keys after [0-9]+ before [0-9]+;"
                + " virtual offset [0-9]+:0: a block.*");
    assertThat(lines.get(1)).isEqualTo(out + ": holds " + kept + " of 10000 records, in 1 part");
    assertThat(session.err())
        .isEqualTo("hpc dumps repair: " + out + ": lacks " + lost + " records, listed above\n");
    TestSession later = new TestSession();
    assertThat(later.run("dumps", "verify", out.toString())).isZero();
    assertThat(later.out())
        .contains("note: " + out + ": was repaired; lacks " + lost + " records of ");
    assertThat(later.run("dumps", "ls", out.toString())).isZero();
    assertThat(later.out())
        .containsPattern(
            "repaired +lacks "
                + lost
                + " records of "
                + Dump.open(dump).manifest().getContentDigest());
  }

  @Test
  void repairWithoutALossEndsWell() throws IOException {
    byte[] bytes = Files.readAllBytes(dump.resolve(PART));
    Files.write(dump.resolve(PART), Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(run("dumps", "repair", dump.toString(), "--out", out.toString())).isZero();
    assertThat(session.out()).isEqualTo(out + ": holds 10000 of 10000 records, in 1 part\n");
  }

  @Test
  void repairOfASoundFolderWritesNothing() {
    assertThat(run("dumps", "repair", dump.toString(), "--out", out.toString())).isZero();
    assertThat(session.out())
        .isEqualTo(
            dump
                + ": nothing to repair: no part is damaged; 'hpc dumps index' makes indexes"
                + " anew\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void repairNamesTheKeysOfAPartThatIsGone() throws IOException {
    Files.delete(dump.resolve(PART));
    assertThat(run("dumps", "repair", dump.toString(), "--out", out.toString())).isEqualTo(3);
    assertThat(session.out())
        .startsWith(
            "LOST "
                + PART
                + ": records 1 to 10000, keys from 1 up to 10000; the file is missing\n");
  }

  @Test
  void repairSaysWhatToDoWithoutManifestOrSchema() throws IOException {
    byte[] schema = Files.readAllBytes(dump.resolve("schema.desc"));
    Files.write(dump.resolve("schema.desc"), new byte[1]);
    assertThat(run("dumps", "repair", dump.toString(), "--out", out.toString())).isEqualTo(3);
    assertThat(session.err())
        .contains("put there the schema.desc of another dump that has the manifest's schemaSha256");
    Files.write(dump.resolve("schema.desc"), schema);
    Files.writeString(dump.resolve("manifest.json"), "{");
    assertThat(run("dumps", "repair", dump.toString(), "--out", out.toString())).isEqualTo(3);
    assertThat(session.err()).contains("put back a copy of manifest.json, or extract again");
  }

  @Test
  void repairRefusesAFolderThatHoldsSomething() throws IOException {
    damage();
    Files.createDirectories(out);
    Files.writeString(out.resolve("mine"), "");
    assertThat(run("dumps", "repair", dump.toString(), "--out", out.toString())).isEqualTo(5);
    assertThat(session.err()).contains(out + ": is not empty");
  }

  @Test
  void repairLeavesRejectsAloneAndVerifyKnowsThemWhenTheyAreRepaired() throws IOException {
    Path rejects = dump.resolve("rejects");
    try (DumpWriter writer =
            DumpWriter.create(rejects, List.of(ManifestProto.getDescriptor()), Clock.systemUTC());
        PartWriter part = writer.part("rejects", "hpc.manifest.Reject")) {
      part.write(Reject.newBuilder().setTable("Flirts").setKey("3").build());
      part.finish();
      writer.finish(Manifest.newBuilder().setContent(Content.CONTENT_REJECTS));
    }
    String digest = Dump.open(rejects).manifest().getContentDigest();
    ManifestEdit.edit(
        dump,
        json ->
            json.replaceFirst("\\{", "{\"events\": {\"rejectsDigest\": \"" + digest + "\"},")
                .replace("CONTENT_ROWS", "CONTENT_EVENTS"));
    damage();
    assertThat(run("events", "repair", dump.toString(), "--out", out.toString())).isEqualTo(3);
    assertThat(session.out())
        .contains(
            "note: "
                + rejects
                + " was left alone: copy it to "
                + out.resolve("rejects")
                + ", or repair it to there\n");
    Files.delete(rejects.resolve("rejects/part-00000.pb.gz"));
    assertThat(
            run("events", "repair", rejects.toString(), "--out", out.resolve("rejects").toString()))
        .isEqualTo(3);
    assertThat(session.err()).endsWith("lacks 1 record, listed above\n");
    assertThat(new TestSession().run("events", "verify", out.toString())).isZero();
  }

  @Test
  void transformWarnsThatRecordsAreLacking() throws IOException {
    damage();
    assertThat(run("dumps", "repair", dump.toString(), "--out", out.toString())).isEqualTo(3);
    long lost = CITIES - Dump.open(out).parts().get(0).getRecords();
    String events = folder.resolve("events").toString();
    TestSession later = new TestSession();
    assertThat(later.run("transform", "--in", out.toString(), "--out", events)).isZero();
    assertThat(later.err())
        .contains(
            "warning: "
                + out
                + " is a repaired folder and lacks "
                + lost
                + " records; its manifest lists them");
  }

  @Test
  void indexMakesWhatIsMissingOrDamaged() throws IOException {
    Files.deleteIfExists(dump.resolve(INDEX));
    assertThat(run("dumps", "index", dump.toString())).isZero();
    byte[] index = Files.readAllBytes(dump.resolve(INDEX));
    assertThat(run("dumps", "index", dump.toString(), "Cities")).isZero();
    Files.write(dump.resolve(INDEX), Arrays.copyOf(index, 50));
    assertThat(run("dumps", "verify", dump.toString())).isEqualTo(3);
    assertThat(run("dumps", "index", dump.toString(), PART)).isZero();
    assertThat(run("dumps", "index", "--force", dump.toString())).isZero();
    assertThat(session.out().lines().filter(line -> line.startsWith(PART)))
        .containsExactly(
            PART + ": its index was missing and is made anew",
            PART + ": its index is sound",
            PART + ": its index was damaged and is made anew",
            PART + ": its index was sound and is made anew");
    assertThat(session.out()).contains("DAMAGED " + dump + ": " + INDEX + ": ");
    assertThat(Files.readAllBytes(dump.resolve(INDEX))).isEqualTo(index);
  }

  @Test
  void indexOfADamagedPartIsRefused() throws IOException {
    Files.deleteIfExists(dump.resolve(INDEX));
    damage();
    assertThat(run("dumps", "index", dump.toString())).isEqualTo(3);
    assertThat(dump.resolve(INDEX)).doesNotExist();
  }

  @Test
  void indexOfWhatIsNotThereListsWhatIs() {
    assertThat(run("dumps", "index", dump.toString(), "Cats")).isEqualTo(2);
    assertThat(session.err()).contains("holds no part, table or event type 'Cats'");
  }
}
