package com.happypancake.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.happypancake.cli.TestSession;
import com.happypancake.cli.folder.TestFolders.TestPart;
import com.happypancake.schemas.manifest.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command on a dump whose schema no one compiled: its descriptor set is all there is. */
class ForeignSchemaTest {

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void writeDump() throws IOException {
    folder = temporary.resolve("dump");
    FileDescriptor schema =
        TestFolders.foreignSchema(
            TestFolders.column(
                4, "given_on", FieldDescriptorProto.Type.TYPE_INT32, "GivenOn", "date"));
    Descriptor gift = schema.findMessageTypeByName("Gift");
    Descriptor loose = schema.findMessageTypeByName("Loose");
    TestFolders.write(
        folder,
        schema,
        Content.CONTENT_ROWS,
        List.of(
            TestPart.of("Gifts", gift(gift, 1, "rose", 125_000L), gift(gift, 2, "", 0L)),
            TestPart.of("Loose", loose(loose))));
  }

  private static Message gift(Descriptor gift, int id, String name, long price) {
    return DynamicMessage.newBuilder(gift)
        .setField(gift.findFieldByName("gift_id"), id)
        .setField(gift.findFieldByName("gift_name"), name)
        .setField(gift.findFieldByName("price"), price)
        .setField(gift.findFieldByName("given_on"), id)
        .build();
  }

  private static Message loose(Descriptor loose) {
    return DynamicMessage.newBuilder(loose)
        .addRepeatedField(loose.findFieldByName("tags"), "a")
        .addRepeatedField(loose.findFieldByName("tags"), "b")
        .setField(loose.findFieldByName("ratio"), 0.5)
        .setField(loose.findFieldByName("at"), Timestamp.newBuilder().setSeconds(1).build())
        .setField(
            loose.findFieldByName("within"),
            DynamicMessage.newBuilder(loose).setField(loose.findFieldByName("large"), -1L).build())
        .build();
  }

  private String out(String command, String... more) {
    return TestSession.ended(0, List.of("dumps", command, folder.toString()), more).out();
  }

  @Test
  void recordsArePrintedInEveryFormat() {
    assertThat(out("head", "Gifts", "-n", "1"))
        .isEqualTo(
            "{\"giftId\":1,\"giftName\":\"rose\",\"price\":\"12.5000\",\"givenOn\":\"1970-01-02\"}"
                + "\n");
    assertThat(out("cat", "Gifts", "--where", "Name=", "--fields", "price"))
        .isEqualTo("{\"price\":\"0.0000\"}\n");
    assertThat(out("cat", "Gifts", "--format", "csv"))
        .isEqualTo(
            """
            giftId,giftName,price,givenOn\r
            1,rose,12.5000,1970-01-02\r
            2,"",0.0000,1970-01-03\r
            """);
  }

  @Test
  void listsTimesAndMessagesWithinThemselvesArePrinted() {
    assertThat(out("cat", "Loose", "--format", "json"))
        .isEqualTo(
            "{\"tags\":[\"a\",\"b\"],\"ratio\":0.5,\"at\":\"1970-01-01T00:00:01Z\","
                + "\"within\":{\"large\":\"18446744073709551615\"}}\n");
    assertThat(out("cat", "Loose", "--format", "csv"))
        .startsWith("tags,ratio,at,within,large\r\n")
        .contains("\"[\"\"a\"\",\"\"b\"\"]\",0.5,1970-01-01T00:00:01.0000000Z,");
    assertThat(out("cat", "Loose", "--where", "tags=[\"a\",\"b\"]")).hasLineCount(1);
    assertThat(out("cat", "Loose", "--where", "within.large=18446744073709551615")).hasLineCount(1);
  }

  @Test
  void theOtherCommandsWorkToo() throws IOException {
    assertThat(out("count", "--read")).contains("dbo.Gifts        2");
    assertThat(out("find", "Gifts", "2")).startsWith("{\"giftId\":2,");
    assertThat(out("stats").lines())
        .anyMatch(line -> line.matches("price +2 +0 +\"0.0000\" +\"12.5000\" +- +[0-9]+"))
        .anyMatch(line -> line.matches("tags +1 +0 +- +- +- +[0-9]+"))
        .anyMatch(line -> line.matches("ratio +1 +0 +0.5 +0.5 +- +[0-9]+"));
    assertThat(out("diff", folder.toString())).contains("total        0      0        0      3");
    assertThat(out("export", "--out", temporary.resolve("out").toString())).contains("total");
    assertThat(Files.readString(temporary.resolve("out/Gifts.jsonl"))).hasLineCount(2);
  }
}
