package com.happypancake.transformer.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.legacy.AbuseReport;
import com.happypancake.schemas.legacy.Album;
import com.happypancake.schemas.legacy.Flirt;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.legacy.Photo;
import com.happypancake.schemas.legacy.ProfileVisit;
import com.happypancake.schemas.value.Guids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SortKeyTest {

  private final LegacyCatalogue tables = LegacyCatalogue.hpc();
  private final TableOrder order = TableOrder.of(tables);
  private final EventCatalogue events = EventCatalogue.hpc();

  @Test
  void factsAreOrderedByTimeThenLastnessThenTableThenKeyThenPlace() {
    // The order that the transform requires.
    List<byte[]> ordered =
        List.of(
            key("flirt-sent", flirt(1), Long.MIN_VALUE),
            key("flirt-sent", flirt(1), -1),
            key("member-registered", member(Integer.MIN_VALUE), 0),
            key("member-registered", member(-1), 0),
            key("member-registered", member(0), 0),
            key("member-registered", member(9), 0),
            key("registration-approved", member(9), 0),
            key("profile-changed", member(9), 0),
            key("member-registered", member(10), 0),
            key("album-created", Album.newBuilder().setAlbumId(1).build(), 0),
            key("photo-uploaded", Photo.newBuilder().setPhotoId(1).build(), 0),
            key("photo-approved", Photo.newBuilder().setPhotoId(1).build(), 0),
            key("photo-rejected", Photo.newBuilder().setPhotoId(1).build(), 0),
            key("portrait-chosen", Photo.newBuilder().setPhotoId(1).build(), 0),
            key("abuse-reported", report("7f000000-0000-0000-0000-000000000000"), 0),
            key("abuse-reported", report("80000000-0000-0000-0000-000000000000"), 0),
            key("abuse-reported", report("ff000000-0000-0000-0000-000000000000"), 0),
            key("flirt-sent", flirt(2), 0),
            key("flirt-read", flirt(2), 0),
            key("flirt-sent", flirt(300), 0),
            key("profile-visited", visit(1, 2, -5), 0),
            key("profile-visited", visit(1, 2, 5), 0),
            key("profile-visited", visit(1, 3, 0), 0),
            key("profile-visited", visit(2, 1, 0), 0),
            key("member-deleted", member(1), 0),
            key("member-deleted", member(2), 0),
            key("member-registered", member(1), 1),
            key("flirt-sent", flirt(1), Long.MAX_VALUE));
    List<byte[]> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(3));
    shuffled.sort(Arrays::compareUnsigned);
    assertThat(shuffled).containsExactlyElementsOf(ordered);
  }

  @Test
  void tablesAreMembersThenAlbumsThenPhotosThenTheOthersByName() {
    assertThat(order.tables())
        .extracting(LegacyTable::name)
        .containsSubsequence(
            "Members",
            "Albums",
            "Photos",
            "AbuseReports",
            "Blocks",
            "Cities",
            "Favorites",
            "Flirts",
            "Interests",
            "MemberInterests",
            "Messages",
            "PhotoLikes",
            "ProfileVisits");
  }

  @Test
  void aKeyTellsItsRow() {
    String guid = "80000000-0000-4000-8000-000000000001";
    assertThat(SortKey.describe(key("flirt-sent", flirt(-2), 0), order)).isEqualTo("Flirts -2");
    assertThat(SortKey.describe(key("abuse-reported", report(guid), 0), order))
        .isEqualTo("AbuseReports " + guid);
    assertThat(SortKey.describe(key("profile-visited", visit(1, 2, 0), 0), order))
        .isEqualTo("ProfileVisits 1,2,1970-01-01T00:00:00.0000000");
  }

  @Test
  void aTableWhoseKeyHasNoOrderHereIsRefused() {
    LegacyTable cities = tables.table("Cities");
    LegacyTable byName =
        new LegacyTable(
            cities.descriptor(),
            cities.schema(),
            cities.name(),
            cities.columns(),
            List.of(cities.column("Name")),
            cities.timeColumn(),
            cities.lookup());
    LegacyTable keyless =
        new LegacyTable(
            cities.descriptor(),
            cities.schema(),
            cities.name(),
            cities.columns(),
            List.of(),
            cities.timeColumn(),
            cities.lookup());
    TableOrder both = TableOrder.of(tables);
    assertThat(both.tables()).contains(cities);
    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> SortKey.check(byName))
        .withMessageContaining("hpc.legacy.City.name")
        .withMessageContaining("expected an integer, a date, a time or a GUID");
    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> SortKey.check(keyless))
        .withMessageContaining("Cities: has no key");
  }

  private byte[] key(String type, Message row, long instant) {
    LegacyTable table = tables.table(events.byType(type).table());
    SortKey key = new SortKey(table, order);
    key.row(row);
    key.fact(events.byType(type), instant);
    return key.bytes().clone();
  }

  private static Member member(int id) {
    return Member.newBuilder().setMemberId(id).build();
  }

  private static Flirt flirt(int id) {
    return Flirt.newBuilder().setFlirtId(id).build();
  }

  private static AbuseReport report(String guid) {
    return AbuseReport.newBuilder()
        .setReportId(ByteString.copyFrom(Guids.toBytes(UUID.fromString(guid))))
        .build();
  }

  private static ProfileVisit visit(int visitor, int visited, long ticks) {
    return ProfileVisit.newBuilder()
        .setVisitorId(visitor)
        .setVisitedId(visited)
        .setVisitedAt(ticks)
        .build();
  }
}
