package com.happypancake.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.happypancake.cli.TestSession;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.EventProto;
import com.happypancake.schemas.event.FlirtSent;
import com.happypancake.schemas.event.MemberDeleted;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Interest;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.manifest.EventTotals;
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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCommandsTest {

  @TempDir private Path folder;
  private Path dump;
  private Path events;
  private final TestSession session = new TestSession();

  @BeforeEach
  void writeFolders() throws IOException {
    dump = folder.resolve("dump");
    events = folder.resolve("events");
    writeDump();
    writeEvents(writeRejects());
  }

  private void writeDump() throws IOException {
    try (DumpWriter writer =
        DumpWriter.create(dump, List.of(LegacyProto.getDescriptor()), Clock.systemUTC())) {
      try (PartWriter part = writer.part("Cities", "hpc.legacy.City")) {
        part.write(City.newBuilder().setCityId(1).setName("Åbo").build());
        part.write(City.newBuilder().setCityId(2).setName("Esbo").build());
        part.entry().setTable("dbo.Cities");
        part.entry().setKeyRange(KeyRange.newBuilder().setFirst("1").setLast("2"));
        part.finish();
      }
      try (PartWriter part = writer.part("Interests", "hpc.legacy.Interest")) {
        part.write(Interest.newBuilder().setInterestId(7).setName("skiing").build());
        part.entry().setTable("dbo.Interests");
        part.finish();
      }
      writer.finish(
          Manifest.newBuilder()
              .setContent(Content.CONTENT_ROWS)
              .setKind(Kind.KIND_FULL)
              .setCountry("FI")
              .setTimeZone("Europe/Helsinki")
              .setSource(Source.newBuilder().setProduct("H2").setServer("embedded"))
              .setSourceTime(Timestamp.newBuilder().setSeconds(1))
              .setConsistency(Consistency.CONSISTENCY_READ_COMMITTED));
    }
  }

  private String writeRejects() throws IOException {
    Path rejects = events.resolve("rejects");
    // Rejects lie in the folder of events, which is made first.
    DumpWriter.create(events, List.of(EventProto.getDescriptor()), Clock.systemUTC()).close();
    try (DumpWriter writer =
            DumpWriter.create(rejects, List.of(ManifestProto.getDescriptor()), Clock.systemUTC());
        PartWriter part = writer.part("rejects", "hpc.manifest.Reject")) {
      part.write(Reject.newBuilder().setTable("Flirts").setKey("3").build());
      part.finish();
      return writer
          .finish(Manifest.newBuilder().setContent(Content.CONTENT_REJECTS))
          .getContentDigest();
    }
  }

  private void writeEvents(String rejectsDigest) throws IOException {
    Path aside = folder.resolve("aside");
    Files.move(events.resolve("rejects"), aside);
    try (DumpWriter writer =
            DumpWriter.create(events, List.of(EventProto.getDescriptor()), Clock.systemUTC());
        PartWriter part = writer.part("events", "hpc.event.Event")) {
      part.write(event().setFlirtSent(FlirtSent.newBuilder().setFlirtId(1)).build());
      part.write(event().setMemberDeleted(MemberDeleted.newBuilder().setMemberId(2)).build());
      part.write(event().setFlirtSent(FlirtSent.newBuilder().setFlirtId(3)).build());
      part.finish();
      writer.finish(
          Manifest.newBuilder()
              .setContent(Content.CONTENT_EVENTS)
              .setEvents(
                  EventTotals.newBuilder()
                      .addByType(Count.newBuilder().setType("flirt-sent").setEvents(2))
                      .addByType(Count.newBuilder().setType("member-deleted").setEvents(1))
                      .addByType(Count.newBuilder().setType("flirt-read"))
                      .setRejectsDigest(rejectsDigest)));
    }
    Files.move(aside, events.resolve("rejects"));
  }

  private static Event.Builder event() {
    return Event.newBuilder().setId(ByteString.copyFrom(new byte[16])).setCountry("FI");
  }

  private void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void lsTellsWhatTheFolderIsAndListsItsParts() {
    assertThat(session.run("dumps", "ls", dump.toString())).isZero();
    List<String> lines = session.out().lines().toList();
    assertThat(lines.get(0))
        .startsWith(dump + ": rows, full, FI (Europe/Helsinki); 3 records in 2 parts, ");
    assertThat(lines)
        .anyMatch(line -> line.matches("source +H2, server embedded"))
        .anyMatch(line -> line.matches("source time +1970-01-01T00:00:01.0000000Z"))
        .anyMatch(line -> line.matches("consistency +read-committed"))
        .anyMatch(line -> line.matches("digest +[0-9a-f]{64}"))
        .anyMatch(line -> line.matches("Cities/part-00000.pb.gz +dbo.Cities +2 +[0-9]+ +1 +2"))
        .anyMatch(
            line -> line.matches("Interests/part-00000.pb.gz +dbo.Interests +1 +[0-9]+ +7 +7"));
  }

  @Test
  void headPrintsTheFirstRecordsOfEveryPart() {
    assertThat(session.run("dumps", "head", dump.toString())).isZero();
    assertThat(session.out().lines()).hasSize(3).allMatch(line -> line.startsWith("{\""));
    assertThat(session.out()).contains("\"name\":\"Åbo\"", "\"name\":\"skiing\"");
  }

  @Test
  void headTakesAPartATableAndANumber() {
    assertThat(session.run("dumps", "head", "-n", "1", dump.toString(), "cities")).isZero();
    assertThat(session.run("dumps", "head", dump.toString(), "dbo.Interests")).isZero();
    assertThat(session.run("dumps", "head", dump.toString(), "Interests/part-00000.pb.gz"))
        .isZero();
    assertThat(session.run("dumps", "head", "-n", "0", dump.toString())).isZero();
    assertThat(session.out().lines()).hasSize(3);
  }

  @Test
  void headPicksEventsOfAType() {
    assertThat(session.run("events", "head", events.toString(), "flirt-sent")).isZero();
    assertThat(session.out().lines())
        .hasSize(2)
        .allMatch(line -> line.contains("\"flirtSent\":{"))
        .allMatch(line -> line.contains("\"id\":\"00000000-0000-0000-0000-000000000000\""));
  }

  @Test
  void headOfWhatIsNotThereListsWhatIs() {
    assertThat(session.run("dumps", "head", dump.toString(), "Cats")).isEqualTo(2);
    assertThat(session.err())
        .contains("holds no part, table or event type 'Cats'; it holds Cities, Interests");
    assertThat(session.run("events", "head", events.toString(), "flirt")).isEqualTo(2);
    assertThat(session.err()).contains("it holds events, flirt-read, flirt-sent, member-deleted");
  }

  @Test
  void headReadsRejects() {
    assertThat(session.run("dumps", "head", events.resolve("rejects").toString())).isZero();
    assertThat(session.out()).contains("\"table\":\"Flirts\",\"key\":\"3\"");
  }

  @Test
  void countIsTheManifestsOrByReading() {
    for (String[] words :
        new String[][] {
          {"dumps", "count", dump.toString()}, {"dumps", "count", "--read", dump.toString()}
        }) {
      TestSession each = new TestSession();
      assertThat(each.run(words)).isZero();
      assertThat(each.out())
          .isEqualTo(
              """
              TABLE          RECORDS
              dbo.Cities           2
              dbo.Interests        1
              total                3
              """);
    }
  }

  @Test
  void eventsAreCountedByType() {
    for (String[] words :
        new String[][] {
          {"events", "count", events.toString()}, {"events", "count", "--read", events.toString()}
        }) {
      TestSession each = new TestSession();
      assertThat(each.run(words)).isZero();
      assertThat(each.out())
          .isEqualTo(
              """
              TYPE            EVENTS
              flirt-sent           2
              member-deleted       1
              total                3
              """);
    }
  }

  @Test
  void aCountThatIsNotTheManifestsIsReported() throws IOException {
    ManifestEdit.edit(events, json -> json.replace("\"events\": \"2\"", "\"events\": \"5\""));
    assertThat(session.run("events", "count", "--read", events.toString())).isEqualTo(3);
    assertThat(session.err())
        .contains("the manifest counts otherwise: {flirt-sent=5, member-deleted=1}");
  }

  @Test
  void verifyReadsAllPartsAndTheRejects() {
    assertThat(session.run("events", "verify", events.toString())).isZero();
    assertThat(session.out())
        .isEqualTo(
            events
                + ": 1 part, 3 records read, all as the manifest says\n"
                + events.resolve("rejects")
                + ": 1 part, 1 records read, all as the manifest says\n");
  }

  @Test
  void verifyListsEveryDamage() throws IOException {
    damage(dump.resolve("Cities/part-00000.pb.gz"));
    Files.delete(dump.resolve("Interests/part-00000.pb.gz"));
    assertThat(session.run("dumps", "verify", dump.toString())).isEqualTo(3);
    assertThat(session.out())
        .contains("DAMAGED " + dump + ": Cities/part-00000.pb.gz")
        .contains("DAMAGED " + dump + ": Interests/part-00000.pb.gz: the file is missing")
        .doesNotContain("all as the manifest says");
    assertThat(session.err()).contains(dump + ": damaged in 2 places, listed above");
  }

  @Test
  void verifyFindsDamagedAndForeignRejects() throws IOException {
    Path rejects = events.resolve("rejects");
    Path file = rejects.resolve("rejects/part-00000.pb.gz");
    byte[] whole = Files.readAllBytes(file);
    damage(file);
    assertThat(session.run("events", "verify", events.toString())).isEqualTo(3);
    Files.write(file, whole);
    ManifestEdit.edit(events, json -> json.replaceFirst("(rejectsDigest\": \")", "$10"));
    assertThat(session.run("events", "verify", events.toString())).isEqualTo(3);
    assertThat(session.out()).contains("DAMAGED " + rejects + ": the content's digest is ");
  }

  @Test
  void verifyFindsThatTheRejectsAreGone() throws IOException {
    Files.move(events.resolve("rejects"), folder.resolve("elsewhere"));
    assertThat(session.run("events", "verify", events.toString())).isEqualTo(3);
    assertThat(session.out())
        .contains("DAMAGED " + events.resolve("rejects") + ": there is no such folder");
  }

  @Test
  void theRejectsAreVerifiedAsAFolderOfTheirOwn() {
    Path rejects = events.resolve("rejects");
    assertThat(session.run("events", "verify", rejects.toString())).isZero();
    assertThat(session.out())
        .isEqualTo(rejects + ": 1 part, 1 records read, all as the manifest says\n");
  }

  @Test
  void aRepairOfTheRejectsSpeaksOfNoRejectsWithinThem() throws IOException {
    Path rejects = events.resolve("rejects");
    damage(rejects.resolve("rejects/part-00000.pb.gz"));
    Path out = folder.resolve("repaired");
    assertThat(session.run("events", "repair", rejects.toString(), "--out", out.toString()))
        .isEqualTo(3);
    assertThat(session.out()).contains("holds 0 of 1 record").doesNotContain("left alone");
  }

  @Test
  void theFolderOfASeriesIsRefusedWithTheFolderAroundIt() {
    assertThat(session.run("dumps", "ls", dump.resolve("Cities").toString())).isEqualTo(5);
    assertThat(session.err())
        .contains(
            "holds no manifest.json, so it is no dump; the folder around it is one: give " + dump);
  }

  @Test
  void aFolderThatIsNoDumpIsRefused() {
    assertThat(session.run("dumps", "ls", folder.toString())).isEqualTo(5);
    assertThat(session.err())
        .isEqualTo("hpc dumps ls: " + folder + ": holds no manifest.json, so it is no dump\n");
  }

  @Test
  void anInterruptedRunSaysSoAndExitsWith130() {
    Thread.currentThread().interrupt();
    assertThat(session.run("dumps", "verify", dump.toString())).isEqualTo(130);
    assertThat(session.err()).isEqualTo("hpc dumps verify: interrupted; nothing was changed\n");
    assertThat(Thread.interrupted()).isFalse();
  }
}
