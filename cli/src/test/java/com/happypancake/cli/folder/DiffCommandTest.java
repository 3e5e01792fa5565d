package com.happypancake.cli.folder;

import static com.happypancake.cli.folder.TestFolders.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.happypancake.cli.TestSession;
import com.happypancake.cli.folder.TestFolders.TestPart;
import com.happypancake.schemas.event.FlirtSent;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Favorite;
import com.happypancake.schemas.legacy.Interest;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.ManifestProto;
import com.happypancake.schemas.manifest.Reject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

  @TempDir private Path temporary;
  private Path one;
  private Path other;

  @BeforeEach
  void nameFolders() {
    one = temporary.resolve("one");
    other = temporary.resolve("other");
  }

  private static City city(int id, String name) {
    return City.newBuilder().setCityId(id).setName(name).build();
  }

  private TestSession diff(int code, String... more) {
    return TestSession.ended(
        code, List.of("dumps", "diff", one.toString(), other.toString()), more);
  }

  private static List<String> changes(TestSession session) {
    return session.out().lines().takeWhile(line -> !line.startsWith("TABLE")).toList();
  }

  /** Returns removed, added, changed and equal of all tables. */
  private static String total(TestSession session) {
    return session
        .out()
        .lines()
        .filter(line -> line.startsWith("total "))
        .findFirst()
        .orElseThrow()
        .replaceAll(" +", " ");
  }

  @Test
  void equalContentIsZeroWhateverThePartsAndTheOrder() throws IOException {
    TestFolders.rows(one, TestPart.of("Cities", city(1, "a"), city(2, "b"), city(3, "c")));
    TestFolders.rows(
        other,
        TestPart.of("Cities", city(3, "c")),
        TestPart.of("Cities", city(2, "b"), city(1, "a")));
    TestSession session = diff(0);
    assertThat(session.out())
        .isEqualTo(
            """
            TABLE   REMOVED  ADDED  CHANGED  EQUAL
            Cities        0      0        0      3
            total         0      0        0      3
            """);
    assertThat(session.err()).isEmpty();
  }

  @Test
  void partsOfEqualContentAreNotRead() throws IOException {
    for (Path folder : List.of(one, other)) {
      TestFolders.rows(folder, TestPart.of("Cities", city(1, "a")));
      Files.delete(folder.resolve("Cities/part-00000.pb.gz"));
    }
    assertThat(total(diff(0))).isEqualTo("total 0 0 0 1");
  }

  @Test
  void eachDifferenceIsALineWithoutValues() throws IOException {
    TestFolders.rows(
        one,
        TestPart.of("Cities", city(1, "a"), city(2, "b"), city(3, "secret")),
        TestPart.of("Favorites", favorite(17, 4)));
    TestFolders.rows(
        other,
        TestPart.of(
            "Cities",
            city(2, "b"),
            city(3, "hidden").toBuilder().setRegion("r").build(),
            city(4, "d")),
        TestPart.of("Favorites", favorite(17, 5)));
    TestSession session = diff(3);
    assertThat(session.out())
        .isEqualTo(
            """
            removed Cities 1
            changed Cities 3: name, region
            added Cities 4
            removed Favorites 17,4
            added Favorites 17,5
            TABLE      REMOVED  ADDED  CHANGED  EQUAL
            Cities           1      1        1      1
            Favorites        1      1        0      0
            total            2      2        1      1
            """);
    assertThat(session.err())
        .isEqualTo(
            "hpc dumps diff: "
                + one
                + " and "
                + other
                + " differ: 2 removed, 2 added, 1 changed\n");
  }

  private static Favorite favorite(int member, int other) {
    return Favorite.newBuilder().setMemberId(member).setFavoriteMemberId(other).build();
  }

  @Test
  void valuesArePrintedOnRequest() throws IOException {
    TestFolders.rows(one, TestPart.of("Cities", city(1, "a"), city(3, "c\u001b")));
    TestFolders.rows(other, TestPart.of("Cities", city(3, "").toBuilder().setRegion("r").build()));
    assertThat(changes(diff(3, "--values")))
        .containsExactly(
            "removed Cities 1 {\"cityId\":1,\"name\":\"a\",\"region\":null,\"countryCode\":null,"
                + "\"rowVersion\":null}",
            "changed Cities 3: name \"c\\u001b\" -> \"\", region null -> \"r\"");
  }

  @Test
  void jsonIsAnObjectForEachDifferenceAndEachTable() throws IOException {
    TestFolders.rows(one, TestPart.of("Cities", city(1, "a"), city(3, "c")));
    TestFolders.rows(other, TestPart.of("Cities", city(3, "d")));
    assertThat(diff(3, "--format", "json").out())
        .isEqualTo(
            """
            {"change":"removed","table":"Cities","key":"1"}
            {"change":"changed","table":"Cities","key":"3","fields":[{"name":"name"}]}
            {"table":"Cities","removed":1,"added":0,"changed":1,"equal":0}
            """);
    List<JsonObject> lines =
        diff(3, "--format", "json", "--values")
            .out()
            .lines()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
    assertThat(lines.get(0).getAsJsonObject("record").get("name").getAsString()).isEqualTo("a");
    assertThat(lines.get(1).getAsJsonArray("fields"))
        .hasToString("[{\"name\":\"name\",\"before\":\"c\",\"after\":\"d\"}]");
  }

  @Test
  void aTableCanBeComparedAloneAndMayBeOnOneSideOnly() throws IOException {
    Interest interest = Interest.newBuilder().setInterestId(7).build();
    TestFolders.rows(one, TestPart.of("Cities", city(1, "a")));
    TestFolders.rows(
        other, TestPart.of("Cities", city(1, "a")), TestPart.of("Interests", interest));
    assertThat(total(diff(0, "dbo.Cities"))).isEqualTo("total 0 0 0 1");
    assertThat(changes(diff(3, "Interests"))).containsExactly("added Interests 7");
    assertThat(diff(2, "Cats").err())
        .contains("neither " + one + " nor " + other + " holds a table or part 'Cats'");
  }

  @Test
  void keysThatComeTwiceAreComparedAsOftenAsTheyCome() throws IOException {
    TestFolders.rows(
        one, TestPart.of("Cities", city(1, "a"), city(1, "b"), city(1, "b"), city(2, "x")));
    TestFolders.rows(
        other, TestPart.of("Cities", city(1, "b"), city(1, "c"), city(2, "x"), city(2, "x")));
    TestSession session = diff(3);
    assertThat(changes(session))
        .containsExactly("changed Cities 1: name", "removed Cities 1", "added Cities 2");
    assertThat(total(session)).isEqualTo("total 1 1 1 2");
  }

  @Test
  void recordsWithoutAKeyAreComparedWhole() throws IOException {
    Reject first = Reject.newBuilder().setTable("Flirts").setKey("3").build();
    Reject second = Reject.newBuilder().setTable("Flirts").setKey("4").build();
    rejects(one, first, first, second);
    rejects(other, second, first, Reject.newBuilder().setKey("secret").build());
    assertThat(changes(diff(3)))
        .containsExactly(
            "removed rejects record 2 of rejects/part-00000.pb.gz",
            "added rejects record 3 of rejects/part-00000.pb.gz");
    assertThat(diff(3, "--format", "json").out())
        .contains("\"part\":\"rejects/part-00000.pb.gz\",\"ordinal\":3}");
    assertThat(changes(diff(3, "--values")).get(1)).contains("{\"table\":\"\",\"key\":\"secret\"");
  }

  private static void rejects(Path folder, Reject... rejects) throws IOException {
    TestFolders.write(
        folder,
        ManifestProto.getDescriptor(),
        Content.CONTENT_REJECTS,
        List.of(TestPart.of("rejects", rejects)));
  }

  @Test
  void eventsAreComparedById() throws IOException {
    String instant = "2014-01-01T00:00:00Z";
    TestFolders.events(
        one,
        List.of(
            event(1, instant).setFlirtSent(FlirtSent.newBuilder().setFlirtId(1)).build(),
            event(2, instant).setFlirtSent(FlirtSent.newBuilder().setFlirtId(2)).build()));
    TestFolders.events(
        other,
        List.of(
            event(2, instant).setFlirtSent(FlirtSent.newBuilder().setFlirtId(2)).build(),
            event(1, instant).setFlirtSent(FlirtSent.newBuilder().setFlirtId(9)).build()));
    assertThat(changes(diff(3)))
        .containsExactly("changed events 00000000-0000-0000-0000-000000000001: flirtSent.flirtId");
  }

  @Test
  void schemasMayDifferWhereTheirFieldsAreNotSet() throws IOException {
    FileDescriptor small = TestFolders.foreignSchema();
    FileDescriptor large =
        TestFolders.foreignSchema(
            TestFolders.column(
                9, "colour", FieldDescriptorProto.Type.TYPE_STRING, "Colour", "nvarchar(9)"));
    gifts(one, small, gift(small, 1, ""), gift(small, 2, ""), gift(small, 3, ""));
    gifts(other, large, gift(large, 2, "red"), gift(large, 1, ""), gift(large, 3, ""));
    TestSession session = diff(3, "--values");
    assertThat(changes(session)).containsExactly("changed Gifts 2: colour null -> \"red\"");
    assertThat(total(session)).isEqualTo("total 0 0 1 2");
  }

  private static void gifts(Path folder, FileDescriptor schema, Message... gifts)
      throws IOException {
    TestFolders.write(folder, schema, Content.CONTENT_ROWS, List.of(TestPart.of("Gifts", gifts)));
  }

  private static Message gift(FileDescriptor schema, int id, String colour) {
    Descriptor gift = schema.findMessageTypeByName("Gift");
    DynamicMessage.Builder builder =
        DynamicMessage.newBuilder(gift).setField(gift.findFieldByName("gift_id"), id);
    if (!colour.isEmpty()) {
      builder.setField(gift.findFieldByName("colour"), colour);
    }
    return builder.build();
  }

  @Test
  void fieldsThatNoSchemaHasDifferToo() throws IOException {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                99,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("x"))
                    .build())
            .build();
    TestFolders.rows(one, TestPart.of("Cities", city(1, "a")));
    TestFolders.rows(
        other, TestPart.of("Cities", city(1, "a").toBuilder().setUnknownFields(unknown).build()));
    assertThat(changes(diff(3)))
        .containsExactly("changed Cities 1: (fields that the schema does not have)");
  }

  @Test
  void keysThatTheSchemasDoNotAgreeOnAreRefused() throws IOException {
    FileDescriptor schema = TestFolders.foreignSchema();
    Descriptor loose = schema.findMessageTypeByName("Loose");
    Message record =
        DynamicMessage.newBuilder(loose).setField(loose.findFieldByName("large"), 5L).build();
    gifts(one, schema, gift(schema, 1, ""));
    gifts(other, schema, record);
    assertThat(diff(3).err())
        .contains("Gifts: the keys are [GiftId] on the one side and [] on the other");
  }

  @Test
  void foldersOfDifferentThingsAreRefused() throws IOException {
    rejects(one, Reject.newBuilder().setKey("1").build());
    TestFolders.rows(other, TestPart.of("Cities", city(1, "a")));
    assertThat(diff(2).err()).contains("hold different things: rejects and rows");
  }

  @Test
  void damageOfEitherSideIsReported() throws IOException {
    TestFolders.rows(one, TestPart.of("Cities", city(1, "a")));
    TestFolders.rows(other, TestPart.of("Cities", city(1, "b")));
    Files.delete(other.resolve("Cities/part-00000.pb.gz"));
    assertThat(diff(3).err()).contains("Cities/part-00000.pb.gz: the file is missing");
  }

  @Test
  void anInterruptedRunEndsAtOnce() throws IOException {
    TestFolders.rows(one, TestPart.of("Cities", city(1, "a")));
    TestFolders.rows(other, TestPart.of("Cities", city(1, "b")));
    Thread.currentThread().interrupt();
    assertThat(diff(130).err()).contains("interrupted; nothing was changed");
    assertThat(Thread.interrupted()).isFalse();
  }
}
