package com.happypancake.cli.folder;

import static com.happypancake.cli.folder.TestFolders.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.TestSession;
import com.happypancake.cli.folder.TestFolders.TestPart;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.event.FlirtSent;
import com.happypancake.schemas.event.MemberDeleted;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Interest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountCommandTest {

  private static final String TABLE =
      """
      TABLE          RECORDS
      dbo.Cities         600
      dbo.Interests        1
      total              601
      """;

  @TempDir private Path temporary;
  private Path folder;
  private Dump dump;
  private final TestSession session = new TestSession();

  @BeforeEach
  void writeDump() throws IOException {
    folder = temporary.resolve("dump");
    dump =
        TestFolders.rows(
            folder,
            new TestPart(
                "Cities",
                IntStream.rangeClosed(1, 600)
                    .mapToObj(id -> City.newBuilder().setCityId(id).setName("c" + id % 2).build())
                    .toList()),
            TestPart.of("Interests", Interest.newBuilder().setInterestId(7).build()));
  }

  private String count(String... more) {
    TestSession each = new TestSession();
    String[] words = new String[more.length + 3];
    words[0] = "dumps";
    words[1] = "count";
    words[2] = folder.toString();
    System.arraycopy(more, 0, words, 3, more.length);
    assertThat(each.run(words)).as(each.err()).isZero();
    return each.out();
  }

  @Test
  void partsWithoutAnIndexAreCountedByTheManifestWithANote() {
    assertThat(session.run("dumps", "count", folder.toString())).isZero();
    assertThat(session.out()).isEqualTo(TABLE);
    assertThat(session.err())
        .isEqualTo(
            "2 parts without an index, counted by the manifest; 'hpc dumps index' makes indexes,"
                + " --read reads\n");
  }

  @Test
  void anIndexLeadsToTheEndOfItsPart() throws IOException {
    TestFolders.index(dump);
    assertThat(session.run("dumps", "count", folder.toString())).isZero();
    assertThat(session.out()).isEqualTo(TABLE);
    assertThat(session.err()).isEmpty();
  }

  @Test
  void whatFollowsTheLastEntryIsHeldAgainstTheManifest() throws IOException {
    TestFolders.index(dump);
    Path file = folder.resolve("Cities/part-00000.pb.gz");
    byte[] bytes = Files.readAllBytes(file);
    // The terminator's first byte: the end of the part is no block any more.
    bytes[bytes.length - 28] ^= 1;
    Files.write(file, bytes);
    assertThat(session.run("dumps", "count", folder.toString())).isEqualTo(3);
    assertThat(session.err()).contains("Cities/part-00000.pb.gz");
  }

  @Test
  void anIndexOfAnotherFileIsReported() throws IOException {
    TestFolders.index(dump);
    Files.copy(
        folder.resolve("Interests/part-00000.index.pb.gz"),
        folder.resolve("Cities/part-00000.index.pb.gz"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(session.run("dumps", "count", folder.toString())).isEqualTo(3);
    assertThat(session.err())
        .contains("Cities/part-00000.index.pb.gz")
        .contains("is the index of another file; 'hpc dumps index' makes it anew");
  }

  @Test
  void readingGivesTheSame() {
    assertThat(count("--read")).isEqualTo(TABLE);
  }

  @Test
  void aPartOrATableIsCountedAlone() {
    assertThat(count("Cities")).contains("dbo.Cities      600").doesNotContain("Interests");
    assertThat(count("Interests/part-00000.pb.gz", "--read")).contains("total                1");
  }

  @Test
  void whatMatchesIsCounted() {
    assertThat(count("Cities", "--where", "name=c1")).contains("dbo.Cities      300");
    assertThat(count("Cities", "--where", "name=c2")).contains("dbo.Cities        0");
    assertThat(count("--range", "1-10")).contains("total               11");
  }

  @Test
  void eventsAreCountedByTypeAndCondition() throws IOException {
    Path events = temporary.resolve("events");
    Dump written =
        TestFolders.events(
            events,
            List.of(
                event(1, "2014-01-01T00:00:00Z").setFlirtSent(FlirtSent.newBuilder()).build(),
                event(2, "2014-01-02T00:00:00Z").setFlirtSent(FlirtSent.newBuilder()).build()),
            List.of(
                event(3, "2014-01-03T00:00:00Z")
                    .setMemberDeleted(MemberDeleted.newBuilder().setMemberId(9))
                    .build()));
    TestFolders.index(written);
    assertThat(session.run("events", "count", events.toString())).isZero();
    assertThat(session.run("events", "count", events.toString(), "--from", "2014-01-02")).isZero();
    assertThat(session.run("events", "count", events.toString(), "--member", "9")).isZero();
    assertThat(session.run("events", "count", events.toString(), "events/part-00000.pb.gz"))
        .isZero();
    assertThat(session.out())
        .isEqualTo(
            """
            TYPE            EVENTS
            flirt-sent           2
            member-deleted       1
            total                3
            TYPE            EVENTS
            flirt-sent           1
            member-deleted       1
            total                2
            TYPE            EVENTS
            member-deleted       1
            total                1
            TYPE        EVENTS
            flirt-sent       2
            total            2
            """);
    assertThat(session.err()).isEmpty();
  }

  @Test
  void countsByTypeThatAreNotThoseOfThePartsAreReported() throws IOException {
    Path events = temporary.resolve("events");
    TestFolders.index(
        TestFolders.events(
            events,
            List.of(
                event(1, "2014-01-01T00:00:00Z").setFlirtSent(FlirtSent.newBuilder()).build())));
    ManifestEdit.edit(events, json -> json.replace("\"events\": \"1\"", "\"events\": \"5\""));
    assertThat(session.run("events", "count", events.toString())).isEqualTo(3);
    assertThat(session.err())
        .contains(events + ": the parts hold 1 records; the manifest counts 5");
  }
}
