package com.happypancake.seeder.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.event.WireFormat.BodyFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventBodyTest {

  private static final WireFormat FORMAT = WireFormat.of("9f86d081884c7d65".repeat(4));

  private static EventBody body(BodyFormat format) {
    return new EventBody(FORMAT.withBody(format), Event.getDescriptor());
  }

  private static EventMessage message(int ordinal) throws IOException {
    return EventMessage.of(ordinal, TestEvents.event(ordinal).toByteArray(), EventCatalogue.hpc());
  }

  @Test
  void protobufIsTheFoldersRecord() throws IOException {
    assertThat(body(BodyFormat.PROTOBUF).of(message(5)))
        .isEqualTo(TestEvents.event(5).toByteArray());
  }

  @Test
  void jsonIsProtoJsonInUtf8OnOneLine() throws IOException {
    String json = new String(body(BodyFormat.JSON).of(message(5)), StandardCharsets.UTF_8);
    assertThat(json).contains("\"messageSent\":{", "Hyvää").doesNotContain("\n");
    Event.Builder read = Event.newBuilder();
    JsonFormat.parser().merge(json, read);
    assertThat(read.build()).isEqualTo(TestEvents.event(5));
  }

  @Test
  void theEndOfASeedIsWrittenAlthoughTheFolderDoesNotKnowIt() throws IOException {
    EventMessage ended =
        SeedEndedMessage.of(
            Manifest.newBuilder().setCountry("FI").setContentDigest("abc").build(),
            EventCatalogue.hpc());
    EventBody body = new EventBody(FORMAT.withBody(BodyFormat.JSON), Manifest.getDescriptor());
    assertThat(new String(body.of(ended), StandardCharsets.UTF_8))
        .contains("\"seedEnded\":{\"eventsDigest\":\"abc\"}");
  }
}
