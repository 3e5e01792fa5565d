package com.happypancake.seeder.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.SeedEnded;
import com.happypancake.schemas.event.SeedEnded.TypeCount;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.manifest.KeyRange;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeedEndedMessageTest {

  private static final String DIGEST = "9f86d081884c7d65".repeat(4);

  private static Manifest.Builder manifest() {
    return Manifest.newBuilder()
        .setCountry("FI")
        .setContentDigest(DIGEST)
        .addParts(part(7, "2014-03-01T12:34:56.1234567Z"))
        .addParts(part(5, "2014-03-02T00:00:00.0000001Z"))
        .addParts(Part.newBuilder());
  }

  private static Part.Builder part(long records, String last) {
    return Part.newBuilder()
        .setRecords(records)
        .setKeyRange(KeyRange.newBuilder().setFirst("2014-03-01T00:00:00Z").setLast(last));
  }

  private static EventMessage message(Manifest.Builder manifest) throws IOException {
    return SeedEndedMessage.of(manifest.build(), EventCatalogue.hpc());
  }

  private static Event event(Manifest.Builder manifest) throws IOException {
    return Event.parseFrom(message(manifest).body());
  }

  @Test
  void itComesAfterTheLastEventWithTheFoldersCounts() throws IOException {
    Manifest.Builder manifest =
        manifest()
            .setFollowsDigest("before")
            .setChainPosition(2)
            .setEvents(
                EventTotals.newBuilder()
                    .addByType(Count.newBuilder().setType("flirt-sent").setEvents(12)));
    EventMessage message = message(manifest);
    assertThat(message.ordinal()).isEqualTo(13);
    assertThat(message.isSeedEnded()).isTrue();
    assertThat(message.type().routingKey()).isEqualTo("seed.ended");
    assertThat(event(manifest).getSubject()).isEqualTo("FI/seed");
    assertThat(event(manifest).getSeedEnded())
        .isEqualTo(
            SeedEnded.newBuilder()
                .setEventsDigest(DIGEST)
                .setFollowsDigest("before")
                .setChainPosition(2)
                .addCounts(TypeCount.newBuilder().setType("flirt-sent").setEvents(12))
                .build());
  }

  /** The id of the example in docs/events.md, which the transform's ids made. */
  @Test
  void itsIdIsMadeLikeThoseOfTheTransform() throws IOException {
    assertThat(message(manifest()).id()).hasToString("bf82cefc-2a1d-5437-832a-866c91561c9c");
  }

  @Test
  void itsTimeIsTheSourcesOrThatOfTheLastEvent() throws IOException {
    Timestamp source = Timestamp.newBuilder().setSeconds(1_400_000_000).build();
    assertThat(event(manifest().setSourceTime(source)).getOccurredAt()).isEqualTo(source);
    assertThat(message(manifest()).envelope().time())
        .isEqualTo(Instant.parse("2014-03-02T00:00:00.0000001Z"));
    assertThat(message(manifest().clearParts()).envelope().time()).isEqualTo(Instant.EPOCH);
  }
}
