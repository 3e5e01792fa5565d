package com.happypancake.cli.folder;

import static com.happypancake.cli.folder.TestFolders.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.happypancake.cli.TestSession;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.event.AbuseReported;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.FlirtSent;
import com.happypancake.schemas.event.MessageHidden;
import com.happypancake.schemas.event.MessageSent;
import com.happypancake.schemas.event.PhotoLiked;
import com.happypancake.schemas.event.Profile;
import com.happypancake.schemas.event.RegistrationApproved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** cat and head on events: by type, time and member. */
class EventPrintTest {

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void writeEvents() throws IOException {
    folder = temporary.resolve("events");
    TestFolders.events(
        folder,
        List.of(
            event(1, "2014-01-01T00:00:00Z").setMessageSent(message(17, 4)).build(),
            event(2, "2014-01-02T00:00:00Z").setFlirtSent(flirt(4, 17)).build(),
            event(3, "2014-01-02T00:00:00Z").setFlirtSent(flirt(5, 6)).build()),
        List.of(
            event(4, "2014-01-03T12:00:00.0000001Z")
                .setMessageHidden(MessageHidden.newBuilder().setMemberId(6).setOtherMemberId(17))
                .build(),
            event(5, "2014-01-04T00:00:00Z")
                .setPhotoLiked(PhotoLiked.newBuilder().setPhotoId(17).setMemberId(5).setOwnerId(4))
                .build()),
        List.of(
            event(6, "2014-01-05T00:00:00Z")
                .setAbuseReported(
                    AbuseReported.newBuilder()
                        .setReportId(ByteString.copyFromUtf8("0123456789abcdef"))
                        .setReportedMemberId(17))
                .build(),
            event(7, "2014-01-05T00:00:00Z")
                .setRegistrationApproved(
                    RegistrationApproved.newBuilder()
                        .setMemberId(8)
                        .setProfile(Profile.newBuilder().setNickname("Åsa").setCityId(17)))
                .build()));
  }

  private static MessageSent.Builder message(int from, int to) {
    return MessageSent.newBuilder().setMessageId(1).setFromMemberId(from).setToMemberId(to);
  }

  private static FlirtSent.Builder flirt(int from, int to) {
    return FlirtSent.newBuilder().setFlirtId(1).setFromMemberId(from).setToMemberId(to);
  }

  private static TestSession run(int code, Path folder, String... arguments) {
    return TestSession.ended(code, List.of("events", "cat", folder.toString()), arguments);
  }

  /** Returns the numbers of the events that are printed. */
  private static String numbers(Path folder, String options) {
    List<String> words = new ArrayList<>(List.of(options.strip().split(" ", -1)));
    words.addAll(List.of("--format", "readable", "--fields", "id"));
    return run(0, folder, words.toArray(String[]::new))
        .out()
        .lines()
        .map(line -> line.replaceAll(".*-0*([0-9a-f]+)\"}", "$1"))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--type flirt-sent | 2 3",
        "--type flirt-sent --type photo-liked | 2 3 5",
        "flirt-sent | 2 3",
        "message-sent --type flirt-sent | 1 2 3",
        "--from 2014-01-02 | 2 3 4 5 6 7",
        "--from 2014-01-02T00:00:00.0000001Z | 4 5 6 7",
        "--from 2014-01-03T14:00:00.0000001+02:00 | 4 5 6 7",
        "--to 2014-01-02 | 1",
        "--to 2014-01-03T12:00:00.0000001Z | 1 2 3",
        "--to 2014-01-03T12:00:00.0000002Z | 1 2 3 4",
        "--from 2014-01-02 --to 2014-01-05 | 2 3 4 5",
        "--from 2015-01-01 | ''",
        "--to 2013-01-01 | ''",
        "--member 17 | 1 2 4 6",
        "--member 4 | 1 2 5",
        "--member 8 | 7",
        "--member 17 --type flirt-sent --from 2014-01-02 | 2",
        "--member 17 --to 2014-01-02 | 1",
        "--where messageSent.fromMemberId=17 | 1",
        "--where registrationApproved.profile.nickname=Åsa | 7",
        "--type flirt-sent --where fromMemberId=5 | 3",
        "--where occurredAt=2014-01-04T00:00:00.0000000Z | 5",
        "--where occurredAt=2014-01-04T00:00:00Z | 5",
        "--range 1-1 --from 2014-01-02 | 4 6"
      })
  void eventsAreChosen(String options, String numbers) throws IOException {
    assertThat(numbers(folder, options)).isEqualTo(numbers);
    TestFolders.index(Dump.open(folder));
    assertThat(numbers(folder, options)).as("with indexes").isEqualTo(numbers);
  }

  @Test
  void anIndexLeadsIntoTheMiddleOfAPart() throws IOException {
    Path large = temporary.resolve("large");
    List<Event> events =
        IntStream.range(0, 1_000)
            .mapToObj(
                i ->
                    event(i, "2014-01-01T00:00:00Z")
                        .setOccurredAt(Timestamp.newBuilder().setSeconds(i / 300))
                        .setFlirtSent(flirt(1, 2))
                        .build())
            .toList();
    TestFolders.index(TestFolders.events(large, events));
    assertThat(numbers(large, "--from 1970-01-01T00:00:01Z --to 1970-01-01T00:00:02Z").split(" "))
        .hasSize(300)
        .startsWith("12c")
        .endsWith("257");
  }

  @Test
  void partsOfAnotherTimeAreNotOpened() throws IOException {
    Files.delete(folder.resolve("events/part-00000.pb.gz"));
    Files.delete(folder.resolve("events/part-00002.pb.gz"));
    assertThat(numbers(folder, "--from 2014-01-03 --to 2014-01-04")).isEqualTo("4");
  }

  @Test
  void protoJsonOfAnEventNestsItsPayload() {
    assertThat(run(0, folder, "--where", "messageSent is not null", "--format", "json").out())
        .isEqualTo(
            "{\"id\":\"AAAAAAAAAAAAAAAAAAAAAQ==\",\"occurredAt\":\"2014-01-01T00:00:00Z\","
                + "\"country\":\"FI\",\"messageSent\":{\"messageId\":\"1\",\"fromMemberId\":17,"
                + "\"toMemberId\":4}}\n");
  }

  @Test
  void idsAreUuidsForPeople() {
    assertThat(run(0, folder, "--where", "id=00000000-0000-0000-0000-000000000001").out())
        .startsWith("{\"id\":\"00000000-0000-0000-0000-000000000001\",\"occurredAt\":");
  }

  @Test
  void csvOfATypeHasTheColumnsOfItsPayload() {
    assertThat(run(0, folder, "message-sent", "--format", "csv").out())
        .isEqualTo(
            "id,occurredAt,country,subject,messageSent.messageId,messageSent.fromMemberId,"
                + "messageSent.toMemberId,messageSent.subject,messageSent.body\r\n"
                + "00000000-0000-0000-0000-000000000001,2014-01-01T00:00:00.0000000Z,FI,\"\",1,17,4"
                + ",,\r\n");
  }

  @Test
  void csvOfSeveralTypesNeedsTheColumns() {
    assertThat(run(2, folder, "--format", "csv").err())
        .contains("events differ in their columns; choose one --type, or the columns by --fields");
    assertThat(
            run(0, folder, "--format", "csv", "--fields", "country,flirtSent", "--to", "2014-01-03")
                .out())
        .isEqualTo(
            "country,flirtSent.flirtId,flirtSent.fromMemberId,flirtSent.toMemberId,"
                + "flirtSent.flirtType\r\nFI,,,,\r\nFI,1,4,17,0\r\nFI,1,5,6,0\r\n");
  }

  @Test
  void fieldsOfAPayloadStandTogether() {
    assertThat(
            run(
                    0,
                    folder,
                    "--type",
                    "flirt-sent",
                    "--where",
                    "toMemberId=17",
                    "--fields",
                    "flirtSent.toMemberId,country,flirtSent.fromMemberId")
                .out())
        .isEqualTo("{\"flirtSent\":{\"toMemberId\":17,\"fromMemberId\":4},\"country\":\"FI\"}\n");
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertThat(run(2, folder, "--type", "flirt").err())
        .contains("holds no events of the type 'flirt'; it holds abuse-reported, abuse-resolved,");
    assertThat(run(2, folder, "--from", "2014-01-02", "--to", "2014-01-02").err())
        .contains("--from 2014-01-02 is not before --to 2014-01-02");
    assertThat(run(2, folder, "--type", "flirt-sent", "--where", "body=x").err())
        .contains("hpc.event.Event has no field 'body'; it has id, occurredAt, country, subject,")
        .contains("flirtSent.flirtId")
        .doesNotContain("messageSent");
  }
}
