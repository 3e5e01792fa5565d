package com.happypancake.cli.folder;

import static com.happypancake.cli.folder.TestFolders.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.happypancake.cli.TestSession;
import com.happypancake.cli.folder.TestFolders.TestPart;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.FlirtSent;
import com.happypancake.schemas.event.MemberDeleted;
import com.happypancake.schemas.legacy.AbuseReport;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Favorite;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.ManifestProto;
import com.happypancake.schemas.manifest.Reject;
import com.happypancake.schemas.value.Guids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindCommandTest {

  private static final UUID FIRST = UUID.fromString("ffffffff-0000-0000-0000-000000000001");
  private static final UUID SECOND = UUID.fromString("00000000-0000-0000-0000-000000000002");

  @TempDir private Path temporary;
  private Path folder;
  private Dump dump;

  @BeforeEach
  void writeDump() throws IOException {
    folder = temporary.resolve("dump");
    dump =
        TestFolders.rows(
            folder,
            new TestPart("Cities", cities(1, 1_000)),
            new TestPart("Cities", cities(1_002, 1_100)),
            TestPart.of("Favorites", favorite(17, 4), favorite(18, 2)),
            TestPart.of("AbuseReports", report(FIRST), report(SECOND)));
  }

  private static List<City> cities(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(id -> City.newBuilder().setCityId(id).setName("c" + id).build())
        .toList();
  }

  private static Favorite favorite(int member, int other) {
    return Favorite.newBuilder().setMemberId(member).setFavoriteMemberId(other).build();
  }

  /** SQL Server orders GUIDs by their last bytes first, so these are in its order. */
  private static AbuseReport report(UUID id) {
    return AbuseReport.newBuilder().setReportId(ByteString.copyFrom(Guids.toBytes(id))).build();
  }

  private static TestSession run(int code, String group, Path folder, String... arguments) {
    return TestSession.ended(code, List.of(group, "find", folder.toString()), arguments);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 256, 257, 513, 1_000, 1_002, 1_100})
  void anIntegerKeyIsFoundWithAndWithoutAnIndex(int id) throws IOException {
    String expected = "{\"cityId\":" + id + ",\"name\":\"c" + id + "\"}\n";
    String[] words = {"Cities", Integer.toString(id), "--format", "json"};
    assertThat(run(0, "dumps", folder, words).out()).isEqualTo(expected);
    TestFolders.index(dump);
    assertThat(run(0, "dumps", folder, words).out()).isEqualTo(expected);
  }

  @Test
  void partsOfOtherIntegerKeysAreNotOpened() throws IOException {
    Files.delete(folder.resolve("Cities/part-00000.pb.gz"));
    assertThat(run(0, "dumps", folder, "Cities", "1002", "--fields", "name").out())
        .isEqualTo("{\"name\":\"c1002\"}\n");
  }

  @Test
  void keysThatDoNotAscendAreSearchedThrough() throws IOException {
    Path mixed = temporary.resolve("mixed");
    List<City> cities = new ArrayList<>(cities(500, 1_000));
    cities.addAll(cities(1, 400));
    cities.addAll(cities(1_001, 1_001));
    Dump written = TestFolders.rows(mixed, new TestPart("Cities", cities));
    TestFolders.index(written);
    assertThat(run(0, "dumps", mixed, "Cities", "700").out()).contains("\"c700\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Favorites | 18,2 | \"memberId\":18",
        "AbuseReports | ffffffff-0000-0000-0000-000000000001 | ffffffff-0000",
        "AbuseReports | FFFFFFFF-0000-0000-0000-000000000001 | ffffffff-0000",
        "AbuseReports | 00000000-0000-0000-0000-000000000002 | \"00000000-0000"
      })
  void otherKeysAreFoundWhateverTheirOrder(String table, String key, String expected)
      throws IOException {
    TestFolders.index(dump);
    assertThat(run(0, "dumps", folder, table, key).out()).contains(expected).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Cities | 1001", "Cities | 0", "Cities | x", "Favorites | 17,5", "Favorites | 17"})
  void aKeyThatIsNotThereIsAnError(String table, String key) {
    assertThat(run(3, "dumps", folder, table, key).err())
        .contains(folder + ": no such record in " + table + ", which has ");
  }

  @Test
  void anOrdinalCountsThroughThePartsOfATable() throws IOException {
    assertThat(run(0, "dumps", folder, "Cities", "--ordinal", "1").out()).contains("\"c1\"");
    assertThat(run(0, "dumps", folder, "Cities", "--ordinal", "1000").out()).contains("\"c1000\"");
    assertThat(run(0, "dumps", folder, "Cities", "--ordinal", "1001").out()).contains("\"c1002\"");
    assertThat(run(0, "dumps", folder, "Cities/part-00001.pb.gz", "--ordinal", "2").out())
        .contains("\"c1003\"");
    assertThat(run(3, "dumps", folder, "Cities", "--ordinal", "1100").err())
        .contains("no such record in Cities, which has 1099");
  }

  @Test
  void csvHasItsLineOfNamesOnce() {
    assertThat(
            run(0, "dumps", folder, "Cities", "5", "--format", "csv", "--fields", "cityId,name")
                .out())
        .isEqualTo("cityId,name\r\n5,c5\r\n");
  }

  @Test
  void eventsAreFoundByIdInstantAndOrdinal() throws IOException {
    Path events = temporary.resolve("events");
    TestFolders.events(
        events,
        List.of(
            event(1, "2014-01-01T00:00:00Z").setFlirtSent(FlirtSent.newBuilder()).build(),
            event(2, "2014-01-02T00:00:00Z").setFlirtSent(FlirtSent.newBuilder()).build()),
        List.of(
            event(3, "2014-01-02T00:00:00Z").setMemberDeleted(MemberDeleted.newBuilder()).build(),
            event(4, "2014-01-02T00:00:00.0000001Z").setFlirtSent(FlirtSent.newBuilder()).build()));
    String id = new UUID(0, 3).toString();
    assertThat(run(0, "events", events, "events", id).out()).contains(id).hasLineCount(1);
    assertThat(run(0, "events", events, "events", "2014-01-02T00:00:00.0000000Z").out())
        .hasLineCount(2);
    assertThat(run(0, "events", events, "flirt-sent", "2014-01-02T00:00:00Z").out())
        .hasLineCount(1);
    assertThat(run(0, "events", events, "events", "--ordinal", "3").out()).contains(id);
    assertThat(run(2, "events", events, "flirt-sent", "--ordinal", "1").err())
        .contains("--ordinal counts all events, of all types and times; name events as the table");
    assertThat(run(3, "events", events, "flirt-sent", new UUID(0, 9).toString()).err())
        .contains("no such record in flirt-sent\n");
    assertThat(run(3, "events", events, "events", new UUID(0, 9).toString()).err())
        .contains("no such record");
    assertThat(run(3, "events", events, new UUID(0, 9).toString()).err())
        .contains(events + ": no such record in events, which has 4\n");
    assertThat(run(2, "events", events, "events", "17").err())
        .contains("an event's key is its id or its instant, such as 2014-03-01T12:34:56.1234567Z");
  }

  @Test
  void anIdIsFoundWithoutATableAndWithinTheTimeAndTypeAlone() throws IOException {
    Path events = temporary.resolve("events");
    List<Event> many =
        IntStream.rangeClosed(1, 2_000)
            .mapToObj(
                i ->
                    event(i, "2014-01-01T00:00:00Z")
                        .setOccurredAt(Timestamp.newBuilder().setSeconds(i))
                        .setFlirtSent(FlirtSent.newBuilder())
                        .build())
            .toList();
    Dump written = TestFolders.events(events, many.subList(0, 1_500), many.subList(1_500, 2_000));
    String id = new UUID(0, 1_234).toString();
    for (int i = 0; i < 2; i++) {
      assertThat(run(0, "events", events, id).out()).contains(id).hasLineCount(1);
      assertThat(run(0, "events", events, id.toUpperCase(Locale.ROOT)).out()).hasLineCount(1);
      assertThat(run(0, "events", events, id, "--from", "1970-01-01T00:20:34Z").out()).contains(id);
      assertThat(run(0, "events", events, id, "--to", "1970-01-01T00:20:35Z").out()).contains(id);
      assertThat(run(0, "events", events, id, "--type", "flirt-sent").out()).contains(id);
      assertThat(run(3, "events", events, id, "--from", "1970-01-01T00:20:35Z").err())
          .contains(events + ": no such record\n");
      assertThat(run(3, "events", events, id, "--to", "1970-01-01T00:20:34Z").out()).isEmpty();
      assertThat(run(3, "events", events, id, "--type", "photo-liked").out()).isEmpty();
      TestFolders.index(written);
    }
    Files.delete(events.resolve("events/part-00001.pb.gz"));
    assertThat(run(0, "events", events, id, "--to", "1970-01-01T00:25:00Z").out()).contains(id);
    assertThat(run(2, "events", events).err()).contains("which record? Give a KEY or --ordinal N");
    assertThat(run(2, "events", events, "--ordinal", "1", "--to", "2014-01-01").err())
        .contains("--ordinal counts all events");
    assertThat(run(2, "dumps", folder, "17").err())
        .contains("name the table, one of Cities, Favorites, AbuseReports");
  }

  @Test
  @Timeout(60)
  void aSearchForAnIdEndsAtOnceWhenItIsInterrupted() throws IOException {
    Path events = temporary.resolve("events");
    TestFolders.events(
        events,
        IntStream.rangeClosed(1, 10_000)
            .mapToObj(i -> event(i, "2014-01-01T00:00:00Z").build())
            .toList());
    Thread.currentThread().interrupt();
    TestSession session = new TestSession();
    assertThat(session.run("events", "find", events.toString(), new UUID(1, 1).toString()))
        .isEqualTo(130);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void whatCannotBeMeantIsRefused() throws IOException {
    assertThat(run(2, "dumps", folder, "Cities").err())
        .contains("which record? Give a KEY or --ordinal N");
    assertThat(run(2, "dumps", folder, "Cities", "5", "--ordinal", "5").err())
        .contains("give a KEY or --ordinal N, not both");
    assertThat(run(2, "dumps", folder, "Cities", "--ordinal", "0").err())
        .contains("--ordinal is 0; the first record has the number 1");
    assertThat(run(2, "dumps", folder, "Cats", "5").err())
        .contains("holds no part, table or event type 'Cats'");
    Path rejects = temporary.resolve("rejects");
    TestFolders.write(
        rejects,
        ManifestProto.getDescriptor(),
        Content.CONTENT_REJECTS,
        List.of(TestPart.of("rejects", Reject.newBuilder().setKey("3").build())));
    assertThat(run(2, "dumps", rejects, "rejects", "3").err())
        .contains("rejects: its records have no key; use --ordinal, or cat --where");
    assertThat(run(0, "dumps", rejects, "rejects", "--ordinal", "1").out()).contains("\"3\"");
  }
}
