package com.happypancake.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.happypancake.cli.TestSession;
import com.happypancake.cli.folder.TestFolders.TestPart;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.legacy.Message;
import com.happypancake.schemas.value.Guids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** head and cat on a dump: which records, which fields, which format. */
class PrintCommandsTest {

  private static final UUID GUID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void writeDump() throws IOException {
    folder = temporary.resolve("dump");
    TestFolders.rows(
        folder,
        TestPart.of(
            "Members",
            Member.newBuilder()
                .setMemberId(17)
                .setMemberGuid(ByteString.copyFrom(Guids.toBytes(GUID)))
                .setBalance(-123_400)
                .setIsPremium(true)
                .build()),
        TestPart.of("Messages", message(1, 17, "a,\"b\"\nc"), message(2, 4, "")),
        TestPart.of(
            "Messages",
            message(3, 17, "d").toBuilder().setReadAt(0).build(),
            Message.newBuilder().setMessageId(4).build()));
  }

  private static Message message(long id, int from, String body) {
    return Message.newBuilder().setMessageId(id).setFromMemberId(from).setBody(body).build();
  }

  private String out(String command, String... more) {
    return TestSession.ended(0, List.of("dumps", command, folder.toString()), more).out();
  }

  private String refusal(int code, String command, String... more) {
    TestSession session =
        TestSession.ended(code, List.of("dumps", command, folder.toString()), more);
    assertThat(session.out()).isEmpty();
    return session.err();
  }

  @Test
  void catPrintsAllRecordsAsProtoJsonWhereAsked() {
    assertThat(out("cat", "Messages", "--format", "json"))
        .isEqualTo(
            """
            {"messageId":"1","fromMemberId":17,"body":"a,\\"b\\"\\nc"}
            {"messageId":"2","fromMemberId":4,"body":""}
            {"messageId":"3","fromMemberId":17,"body":"d","readAt":"0"}
            {"messageId":"4"}
            """);
    assertThat(out("cat").lines()).hasSize(5);
  }

  @Test
  void headPrintsTheFirstRecordsThatMatch() {
    assertThat(out("head", "Messages", "-n", "1", "--where", "fromMemberId!=17"))
        .startsWith("{\"messageId\":2,")
        .contains("\"subject\":null")
        .hasLineCount(1);
    assertThat(out("head", "Messages", "--format", "json").lines()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FromMemberId=17 | 1 3",
        "from_member_id=17 | 1 3",
        "frommemberid=17 | 1 3",
        "fromMemberId!=17 | 2",
        "body= | 2",
        "body!= | 1 3",
        "readAt=1970-01-01T00:00:00.0000000 | 3",
        "readAt=0 | 3",
        "readAt is null | 1 2 4",
        "READAT IS NOT NULL | 3",
        "body is null | 4",
        "messageId=99 | ''"
      })
  void whereChoosesByTheReadableOrTheRawValue(String condition, String ids) {
    String expected =
        Arrays.stream(ids.split(" ", -1))
            .filter(id -> !id.isEmpty())
            .map(id -> "{\"messageId\":" + id + "}\n")
            .reduce("", String::concat);
    assertThat(out("cat", "Messages", "--fields", "messageId", "--where", condition))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "memberGuid=00112233-4455-6677-8899-aabbccddeeff",
    "memberGuid=00112233-4455-6677-8899-AABBCCDDEEFF",
    "memberGuid=ABEiM0RVZneImaq7zN3u/w==",
    "balance=-12.3400",
    "balance=-123400",
    "isPremium=true"
  })
  void guidsMoneyAndFlagsAreComparedAsTheyAreWritten(String condition) {
    assertThat(out("cat", "Members", "--where", condition)).hasLineCount(1);
  }

  @Test
  void severalConditionsMustAllHold() {
    assertThat(out("cat", "Messages", "--where", "fromMemberId=17", "--where", "readAt is null"))
        .startsWith("{\"messageId\":1,")
        .hasLineCount(1);
  }

  @Test
  void fieldsArePrintedInTheOrderGiven() {
    assertThat(out("cat", "Messages", "--fields", "Body,messageId", "--range", "2-2"))
        .isEqualTo("{\"body\":\"\",\"messageId\":2}\n{\"body\":null,\"messageId\":4}\n");
    assertThat(out("head", "Messages", "-n", "1", "--fields", "readAt,messageId"))
        .isEqualTo("{\"readAt\":null,\"messageId\":1}\n");
  }

  @ParameterizedTest
  @CsvSource({"1-1, 1 3", "2-, 2 4", "2-9, 2 4", "1-999999999999999999, 1 2 3 4", "3-4, ''"})
  void aRangeIsOfEachPart(String range, String ids) {
    String found =
        out("cat", "Messages", "--format", "csv", "--fields", "messageId", "--range", range);
    assertThat(found.lines().skip(1).toList())
        .isEqualTo(ids.isEmpty() ? List.of() : List.of(ids.split(" ", -1)));
  }

  @Test
  void aRangeOfAPartIsFoundByItsIndexToo() throws IOException {
    TestFolders.index(Dump.open(folder));
    assertThat(out("cat", "Messages/part-00001.pb.gz", "--range", "2-", "--fields", "messageId"))
        .isEqualTo("{\"messageId\":4}\n");
  }

  @Test
  void csvIsOfRfc4180AndTellsNullFromEmpty() {
    assertThat(out("cat", "Messages", "--format", "csv", "--fields", "MessageId,body,readAt"))
        .isEqualTo(
            """
            messageId,body,readAt\r
            1,"a,""b""
            c",\r
            2,"",\r
            3,d,1970-01-01T00:00:00.0000000\r
            4,,\r
            """);
    assertThat(out("cat", "Members", "--format", "csv"))
        .startsWith("memberId,memberGuid,nickname,")
        .contains("17,00112233-4455-6677-8899-aabbccddeeff,,", ",-12.3400,true,");
  }

  @Test
  void nullInTheOnlyColumnOfCsvIsNoEmptyLineWhichReadersWouldSkip() {
    assertThat(out("cat", "Messages", "--format", "csv", "--fields", "body"))
        .isEqualTo("body\r\n\"a,\"\"b\"\"\nc\"\r\n\"\"\r\nd\r\n\\N\r\n");
    assertThat(out("cat", "Messages", "--format", "csv", "--fields", "readAt").lines())
        .containsExactly("readAt", "\\N", "\\N", "1970-01-01T00:00:00.0000000", "\\N");
  }

  @Test
  void aTextThatLooksLikeNullHasQuotationMarks() throws IOException {
    Path other = temporary.resolve("other");
    TestFolders.rows(other, TestPart.of("Messages", message(1, 17, "\\N")));
    assertThat(
            TestSession.ended(
                    0,
                    List.of("dumps", "cat", other.toString()),
                    "--format",
                    "csv",
                    "--fields",
                    "body")
                .out())
        .isEqualTo("body\r\n\"\\N\"\r\n");
  }

  @Test
  void guidsAreTextInEveryFormatForPeople() {
    for (String format : List.of("readable", "csv")) {
      assertThat(out("cat", "Members", "--format", format)).contains(GUID.toString());
    }
    assertThat(out("cat", "Members")).contains("\"" + GUID + "\"");
    assertThat(out("cat", "Members", "--where", "memberGuid=" + GUID)).hasLineCount(1);
  }

  @Test
  void csvWithoutRecordsIsTheLineOfNames() {
    assertThat(out("cat", "Messages", "--format", "csv", "--fields", "body", "--where", "body=no"))
        .isEqualTo("body\r\n");
  }

  @Test
  void csvOfSeveralTablesIsRefused() {
    assertThat(refusal(2, "cat", "--format", "csv"))
        .contains(
            "--format csv: one table holds records of one message;"
                + " name a table among Members, Messages");
  }

  @Test
  void aFieldThatIsNotThereIsRefusedWithThoseThatAre() {
    assertThat(refusal(2, "cat", "Messages", "--where", "sender=17"))
        .contains("--where: hpc.legacy.Message has no field 'sender'; it has messageId, from")
        .doesNotContain("17");
    assertThat(refusal(2, "head", "Messages", "--fields", "body,sender"))
        .contains("--fields: hpc.legacy.Message has no field 'sender'; it has messageId");
    assertThat(refusal(2, "cat", "--fields", "body"))
        .contains("--fields: hpc.legacy.Member has no field 'body'; it has")
        .contains("; name a table that has it");
    assertThat(refusal(2, "cat", "Messages", "--where", "body.text=1"))
        .contains("has no field 'body.text'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--where | body | --where: expected FIELD=VALUE, FIELD!=VALUE, 'FIELD is null' or",
        "--where | =x | --where: expected FIELD=VALUE",
        "--range | 5 | --range is '5'; expected for example 1-100, or 500- to the end",
        "--range | 0-5 | --range is '0-5'; expected",
        "--range | 5-4 | --range is '5-4'; expected",
        "--range | 1-9999999999999999999 | expected for example",
        "--type | t | holds no events; --type, --from, --to and --member are for events alone",
        "--from | 2014-01-01 | are for events alone",
        "--to | 2014-01-01 | are for events alone",
        "--member | 17 | are for events alone",
        "--member | x | Invalid value for option '--member': expected a whole number",
        "--from | monday | --from is 'monday'; expected an instant such as 2014-03-01T12:00:00Z,"
            + " or",
        "--to | 2014-01-01T00:00 | --to is '2014-01-01T00:00'; expected an instant",
        "--format | xml | Invalid value for option '--format': expected one of [JSON, CSV,"
            + " READABLE, DELIMITED]"
      })
  void whatCannotBeMeantIsRefused(String option, String value, String message) {
    assertThat(refusal(2, "cat", "Messages", option, value)).contains(message);
  }

  @Test
  void damageIsReportedWithItsPlaceAfterWhatWasSound() throws IOException {
    Path file = folder.resolve("Messages/part-00001.pb.gz");
    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Files.write(file, bytes);
    TestSession session = new TestSession();
    assertThat(session.run("dumps", "cat", folder.toString(), "Messages")).isEqualTo(3);
    assertThat(session.out()).hasLineCount(2);
    assertThat(session.err()).contains("Messages/part-00001.pb.gz");
  }

  @Test
  void anInterruptedRunEndsAtOnce() {
    Thread.currentThread().interrupt();
    TestSession session = new TestSession();
    assertThat(session.run("dumps", "cat", folder.toString())).isEqualTo(130);
    assertThat(session.err()).contains("hpc dumps cat: interrupted");
    assertThat(Thread.interrupted()).isFalse();
  }
}
