package com.happypancake.cli.folder;

import static com.happypancake.cli.folder.TestFolders.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.happypancake.cli.TestSession;
import com.happypancake.cli.folder.TestFolders.TestPart;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.event.FlirtSent;
import com.happypancake.schemas.event.MemberDeleted;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.types.OffsetTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsCommandTest {

  @TempDir private Path temporary;
  private final TestSession session = new TestSession();

  private Path members() throws IOException {
    Path folder = temporary.resolve("dump");
    TestFolders.rows(
        folder,
        TestPart.of(
            "Members",
            Member.newBuilder()
                .setMemberId(17)
                .setNickname("b\u001b[2J")
                .setPasswordHash(ByteString.copyFrom(new byte[] {(byte) 0x80, 1}))
                .setBalance(-5)
                .setIsPremium(true)
                .setLastLoginAt(OffsetTime.newBuilder().setTicks(7).setOffsetMinutes(-60))
                .build(),
            Member.newBuilder()
                .setMemberId(-3)
                .setNickname("")
                .setPasswordHash(ByteString.copyFrom(new byte[] {0x7f}))
                .setBalance(20_000)
                .setIsPremium(false)
                .setLastLoginAt(OffsetTime.newBuilder().setTicks(9))
                .build(),
            Member.newBuilder().setMemberId(4).setNickname("💙💙").build()));
    return folder;
  }

  private static JsonObject column(JsonObject table, String name) {
    JsonArray columns = table.getAsJsonArray("columns");
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i).getAsJsonObject())
        .filter(column -> column.get("name").getAsString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachColumnHasCountNullsLeastGreatestLongestAndSize() throws IOException {
    Path folder = members();
    assertThat(session.run("dumps", "stats", folder.toString())).isZero();
    Dump dump = Dump.open(folder);
    List<String> lines = session.out().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "dbo.Members: 3 records, "
                + dump.parts().get(0).getContentBytes()
                + " bytes, "
                + dump.parts().get(0).getBytes()
                + " compressed");
    assertThat(lines.get(1)).matches("COLUMN +COUNT +NULLS +MIN +MAX +LONGEST +COMPRESSED");
    assertThat(lines)
        .anyMatch(line -> line.matches("memberId +3 +0 +-3 +17 +- +[1-9][0-9]*"))
        .anyMatch(line -> line.matches("nickname +3 +0 +\"\" +\"💙💙\" +5 +[1-9][0-9]*"))
        .anyMatch(line -> line.matches("passwordHash +2 +1 +\"7f\" +\"8001\" +2 +[1-9][0-9]*"))
        .anyMatch(line -> line.matches("balance +2 +1 +\"-0.0005\" +\"2.0000\" +- +[1-9][0-9]*"))
        .anyMatch(line -> line.matches("isPremium +2 +1 +false +true +- +[1-9][0-9]*"))
        .anyMatch(line -> line.matches("lastLoginAt +2 +1 +\"19.*7-01:00\" +\"1970-.*9Z\" .*"))
        .anyMatch(line -> line.matches("headline +0 +3 +- +- +0 +0"));
  }

  @Test
  void valuesThatWouldMoveTheCursorOrFillTheLineAreEscapedAndCut() throws IOException {
    Path folder = temporary.resolve("dump");
    TestFolders.rows(
        folder,
        TestPart.of(
            "Cities",
            City.newBuilder().setName("\u001b[2J").setRegion("long ".repeat(20)).build()));
    assertThat(session.run("dumps", "stats", folder.toString())).isZero();
    assertThat(session.out())
        .contains("\"\\u001b[2J\"", "\"long long long long…")
        .doesNotContain("\u001b", "long long long long long");
  }

  @Test
  void jsonHasTheSameWithWholeValues() throws IOException {
    assertThat(session.run("dumps", "stats", members().toString(), "--format", "json")).isZero();
    assertThat(session.out()).hasLineCount(1);
    JsonObject table = JsonParser.parseString(session.out()).getAsJsonObject();
    assertThat(table.get("table").getAsString()).isEqualTo("dbo.Members");
    assertThat(table.get("records").getAsLong()).isEqualTo(3);
    assertThat(table.get("compressedBytes").getAsLong()).isPositive();
    JsonObject nickname = column(table, "nickname");
    assertThat(nickname.get("count").getAsLong()).isEqualTo(3);
    assertThat(nickname.get("nulls").getAsLong()).isZero();
    assertThat(nickname.get("min").getAsString()).isEmpty();
    assertThat(nickname.get("max").getAsString()).isEqualTo("💙💙");
    assertThat(nickname.get("longest").getAsLong()).isEqualTo(5);
    assertThat(column(table, "memberId").get("min").getAsLong()).isEqualTo(-3);
    assertThat(column(table, "memberId").has("longest")).isFalse();
    assertThat(column(table, "headline").has("min")).isFalse();
  }

  @Test
  void theSizeOfAColumnTellsHowItCompresses() throws IOException {
    Path folder = temporary.resolve("dump");
    Random random = new Random(1);
    TestFolders.rows(
        folder,
        new TestPart(
            "Cities",
            IntStream.range(0, 2_000)
                .mapToObj(
                    id ->
                        City.newBuilder()
                            .setName("a".repeat(50))
                            .setRegion(
                                random
                                    .ints(50, 'a', 'z')
                                    .collect(
                                        StringBuilder::new,
                                        StringBuilder::appendCodePoint,
                                        StringBuilder::append)
                                    .toString())
                            .build())
                .toList()));
    assertThat(session.run("dumps", "stats", folder.toString(), "--format", "json")).isZero();
    JsonObject table = JsonParser.parseString(session.out()).getAsJsonObject();
    assertThat(column(table, "name").get("compressedBytes").getAsLong()).isBetween(100L, 3_000L);
    assertThat(column(table, "region").get("compressedBytes").getAsLong())
        .isBetween(50_000L, 101_000L);
  }

  @Test
  void eventsHaveStatisticsByType() throws IOException {
    Path events = temporary.resolve("events");
    TestFolders.events(
        events,
        List.of(
            event(1, "2014-01-01T00:00:00Z")
                .setFlirtSent(FlirtSent.newBuilder().setFlirtId(5))
                .build(),
            event(2, "2014-01-02T00:00:00Z")
                .setMemberDeleted(MemberDeleted.newBuilder().setMemberId(6))
                .build(),
            event(3, "2014-01-03T00:00:00Z")
                .setFlirtSent(FlirtSent.newBuilder().setFlirtId(2))
                .build()));
    assertThat(session.run("events", "stats", events.toString())).isZero();
    List<String> lines = session.out().lines().toList();
    assertThat(lines)
        .anyMatch(line -> line.matches("flirt-sent: 2 records, [0-9]+ bytes"))
        .anyMatch(line -> line.matches("flirtSent.flirtId +2 +0 +2 +5 +- +[0-9]+"))
        .anyMatch(line -> line.matches("member-deleted: 1 records, [0-9]+ bytes"))
        .anyMatch(line -> line.matches("occurredAt +2 +0 +\"2014-01-01.*\" +\"2014-01-03.*\".*"))
        .contains("");
    TestSession one = new TestSession();
    assertThat(one.run("events", "stats", events.toString(), "member-deleted")).isZero();
    assertThat(one.out()).startsWith("member-deleted: 1 records").doesNotContain("flirt");
  }
}
