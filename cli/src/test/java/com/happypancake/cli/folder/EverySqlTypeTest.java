package com.happypancake.cli.folder;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BYTES;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_DOUBLE;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_FLOAT;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.happypancake.cli.TestSession;
import com.happypancake.cli.folder.TestFolders.TestPart;
import com.happypancake.schemas.manifest.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The types that HappyPancake's own tables lack, as people see them. */
class EverySqlTypeTest {

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void writeDump() throws IOException {
    folder = temporary.resolve("dump");
    FileDescriptor schema =
        TestFolders.foreignSchema(
            TestFolders.column(4, "weight", TYPE_STRING, "Weight", "decimal(9, 2)"),
            TestFolders.column(5, "ratio", TYPE_FLOAT, "Ratio", "real"),
            TestFolders.column(6, "measure", TYPE_DOUBLE, "Measure", "float"),
            TestFolders.column(7, "opens", TYPE_INT64, "Opens", "time(7)"),
            TestFolders.column(8, "card", TYPE_STRING, "Card", "xml"),
            TestFolders.column(9, "place", TYPE_BYTES, "Place", "hierarchyid"));
    Descriptor gift = schema.findMessageTypeByName("Gift");
    TestFolders.write(
        folder,
        schema,
        Content.CONTENT_ROWS,
        List.of(
            TestPart.of(
                "Gifts",
                gift(gift, 1, "10.00", 1.1f, -0.0, 452_961_234_567L),
                gift(gift, 2, "9.50", Float.NaN, Double.MIN_VALUE, 0),
                gift(gift, 3, "-0.25", -3f, Double.NEGATIVE_INFINITY, 864_000_000_000L))));
  }

  private static Message gift(
      Descriptor gift, int id, String weight, float ratio, double measure, long opens) {
    return DynamicMessage.newBuilder(gift)
        .setField(gift.findFieldByName("gift_id"), id)
        .setField(gift.findFieldByName("weight"), weight)
        .setField(gift.findFieldByName("ratio"), ratio)
        .setField(gift.findFieldByName("measure"), measure)
        .setField(gift.findFieldByName("opens"), opens)
        .setField(gift.findFieldByName("card"), "<a/>")
        .setField(gift.findFieldByName("place"), ByteString.copyFrom(new byte[] {0x5A, -64}))
        .build();
  }

  private String out(String command, String... more) {
    return TestSession.ended(0, List.of("dumps", command, folder.toString()), more).out();
  }

  @Test
  void valuesAreReadable() {
    assertThat(out("head", "Gifts", "-n", "1"))
        .isEqualTo(
            "{\"giftId\":1,\"giftName\":null,\"price\":null,\"weight\":\"10.00\",\"ratio\":1.1,"
                + "\"measure\":-0.0,\"opens\":\"12:34:56.1234567\",\"card\":\"<a/>\","
                + "\"place\":\"5ac0\"}\n");
    assertThat(out("find", "Gifts", "2"))
        .contains("\"ratio\":\"NaN\",\"measure\":4.9E-324,\"opens\":\"00:00:00.0000000\"");
    assertThat(out("cat", "Gifts", "--format", "csv", "--fields", "Weight,Ratio,Measure,Opens"))
        .isEqualTo(
            """
            weight,ratio,measure,opens\r
            10.00,1.1,-0.0,12:34:56.1234567\r
            9.50,NaN,4.9E-324,00:00:00.0000000\r
            -0.25,-3.0,-Infinity,864000000000\r
            """);
    assertThat(out("count", "Gifts", "--where", "Opens=12:34:56.1234567")).contains("1");
  }

  @Test
  void decimalsAreOrderedByWhatTheyMean() {
    assertThat(out("stats", "Gifts").lines())
        .anyMatch(line -> line.matches("weight +3 +0 +\"-0.25\" +\"10.00\" +5 +[0-9]+"))
        .anyMatch(line -> line.matches("opens +3 +0 +\"00:00:00.0000000\" +.*"));
  }
}
