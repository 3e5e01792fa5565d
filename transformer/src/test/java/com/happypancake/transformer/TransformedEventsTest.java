package com.happypancake.transformer;

import static com.happypancake.transformer.mapping.LegacyRows.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.value.Guids;
import com.happypancake.transformer.Transformer.TransformResult;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which events a transform writes, and in which order. */
class TransformedEventsTest extends TransformFixture {

  /** Each event as {@code type@instant}. */
  private List<String> texts() throws Exception {
    List<String> texts = new ArrayList<>();
    for (Event event : events()) {
      texts.add(type(event) + "@" + Timestamps.toString(event.getOccurredAt()));
    }
    return texts;
  }

  private static String type(Event event) {
    return EventCatalogue.hpc().byNumber(event.getFactCase().getNumber()).orElseThrow().type();
  }

  @Test
  void anEventHasItsIdentifierTimeCountrySubjectAndPayload() throws Exception {
    new DumpFixture()
        .members(4, 17)
        .table("Messages", message(99, "2014-03-01T12:34:56.123").build())
        .write(in());
    run(transformation());
    Event event = events().get(2);
    assertThat(Guids.fromBytes(event.getId()))
        .as("uuid5(namespace, 'FI/Messages/99/message-sent/2014-03-01T12:34:56.1230000')")
        .isEqualTo(UUID.fromString("54e3be30-b756-51ad-8e30-6333d8f43889"));
    assertThat(Timestamps.toString(event.getOccurredAt())).isEqualTo("2014-03-01T10:34:56.123Z");
    assertThat(event.getCountry()).isEqualTo("FI");
    assertThat(event.getSubject()).isEqualTo("FI/chat/4-17");
    assertThat(event.getMessageSent().getBody()).isEqualTo("hei");
  }

  @Test
  void eventsAreInTotalOrderAndDeletionsComeLastAtTheirInstant() throws Exception {
    Message member = DumpFixture.member(4).setDeletedAt(ticks(NOON)).build();
    new DumpFixture()
        .table("ProfileVisits", visit(4, 17, NOON), visit(17, 4, "2014-01-15T11:59:59.997"))
        .table("Flirts", flirt(2, NOON).setReadAt(ticks(NOON)).build(), flirt(1, NOON).build())
        .table("Cities")
        .table("Members", member, DumpFixture.member(17).build())
        .write(in());
    run(transformation());
    assertThat(texts())
        .containsExactly(
            "member-registered@2012-12-31T22:00:00Z",
            "member-registered@2012-12-31T22:00:00Z",
            "profile-visited@2014-01-15T09:59:59.997Z",
            "flirt-sent@2014-01-15T10:00:00Z",
            "flirt-sent@2014-01-15T10:00:00Z",
            "flirt-read@2014-01-15T10:00:00Z",
            "profile-visited@2014-01-15T10:00:00Z",
            "member-deleted@2014-01-15T10:00:00Z");
    assertThat(events().get(3).getFlirtSent().getFlirtId()).isEqualTo(1);
  }

  @Test
  void aFactBeforeTheOneBeforeItInItsRowIsMovedAndCountedAndKeepsItsIdentifier() throws Exception {
    var early = message(1, NOON).setReadAt(ticks("2014-01-15T11:00:00")).setDeletedBySender(true);
    new DumpFixture().members(4, 17).table("Messages", early.build()).write(in());
    TransformResult result = run(transformation());
    assertThat(texts().subList(2, 5))
        .containsExactly(
            "message-sent@2014-01-15T10:00:00Z",
            "thread-read@2014-01-15T10:00:00Z",
            "message-hidden@2014-01-15T10:00:00Z");
    assertThat(result.events().getEvents().getClamped()).isEqualTo(1);
    assertThat(Guids.fromBytes(events().get(3).getId()))
        .as("uuid5(namespace, 'FI/Messages/1/thread-read/2014-01-15T11:00:00.0000000')")
        .isEqualTo(UUID.fromString("785d48df-d066-57ce-a8e8-9a24d5d7bc4d"));
  }

  @Test
  void aFactBeforeTheRegistrationOfAMemberThatItNamesIsKeptAndCounted() throws Exception {
    new DumpFixture()
        .members(4)
        .table("Members", DumpFixture.member(17).setRegisteredAt(ticks(NOON)).build())
        .table(
            "ProfileVisits",
            visit(4, 17, "2014-01-15T11:59:59"),
            visit(17, 4, "2014-01-15T11:59:58"),
            visit(17, 17, "2012-01-15T11:59:58"),
            visit(4, 17, NOON))
        .write(in());
    EventTotals totals = run(transformation()).events().getEvents();
    assertThat(totals.getBeforeRegistration()).isEqualTo(3);
    assertThat(events()).hasSize(6);
  }

  @Test
  void skippedAndRepeatedHoursAreCountedOnceForEachFact() throws Exception {
    new DumpFixture()
        .members(4, 17)
        .table(
            "Flirts",
            flirt(1, "2014-03-30T03:30:00").setReadAt(ticks("2014-03-30T03:45:00")).build(),
            flirt(2, "2014-10-26T03:30:00").setReadAt(ticks("2014-10-26T04:00:00")).build())
        .write(in());
    EventTotals totals = run(transformation()).events().getEvents();
    assertThat(texts().subList(2, 6))
        .containsExactly(
            "flirt-sent@2014-03-30T01:30:00Z",
            "flirt-read@2014-03-30T01:45:00Z",
            "flirt-sent@2014-10-26T00:30:00Z",
            "flirt-read@2014-10-26T02:00:00Z");
    assertThat(totals.getSkippedHour()).isEqualTo(2);
    assertThat(totals.getRepeatedHour()).isEqualTo(1);
  }
}
