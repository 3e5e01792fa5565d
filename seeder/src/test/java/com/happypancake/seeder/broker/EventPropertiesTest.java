package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.event.EventMessage;
import com.happypancake.seeder.event.SeedEndedMessage;
import com.happypancake.seeder.event.WireFormat;
import com.happypancake.seeder.event.WireFormat.BodyFormat;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.LongStringHelper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventPropertiesTest {

  private static final WireFormat FORMAT = WireFormat.of("9f86d081884c7d65".repeat(4));
  private static final Object EVENTS = LongStringHelper.asLongString("9f86d081884c7d65");

  private static BasicProperties properties(WireFormat format) throws IOException {
    return new EventProperties(format)
        .of(EventMessage.of(1_234, TestEvents.event(6).toByteArray(), EventCatalogue.hpc()));
  }

  @Test
  void propertiesAreThoseOfTheContractAndNoOthers() throws IOException {
    assertThat(properties(FORMAT))
        .isEqualTo(
            new BasicProperties.Builder()
                .contentType("application/x-protobuf")
                .deliveryMode(2)
                .messageId(TestEvents.id(6).toString())
                .type("flirt-sent")
                .headers(Map.of("hpc-events", EVENTS, "hpc-ordinal", 1_234L))
                .build());
  }

  @Test
  void jsonHasItsOwnContentType() throws IOException {
    assertThat(properties(FORMAT.withBody(BodyFormat.JSON)).getContentType())
        .isEqualTo("application/json");
  }

  @Test
  void aRepairIsMarked() throws IOException {
    assertThat(properties(FORMAT.withRepair(true)).getHeaders())
        .isEqualTo(Map.of("hpc-events", EVENTS, "hpc-ordinal", 1_234L, "hpc-repair", true));
  }

  @Test
  void theEndOfASeedHasNoOrdinal() throws IOException {
    EventMessage ended =
        SeedEndedMessage.of(
            Manifest.newBuilder().setCountry("FI").setContentDigest("9f86d081884c7d65").build(),
            EventCatalogue.hpc());
    BasicProperties properties = new EventProperties(FORMAT).of(ended);
    assertThat(properties.getType()).isEqualTo("seed-ended");
    assertThat(properties.getHeaders()).isEqualTo(Map.of("hpc-events", EVENTS));
  }

  @Test
  void cloudEventsAttributesAreAddedOnRequest() throws IOException {
    assertThat(properties(FORMAT.withCloudEvents(true)).getHeaders())
        .isEqualTo(
            Map.of(
                "hpc-events", EVENTS,
                "hpc-ordinal", 1_234L,
                "cloudEvents:specversion", "1.0",
                "cloudEvents:id", TestEvents.id(6).toString(),
                "cloudEvents:source", "/hpc/FI",
                "cloudEvents:type", "com.happypancake.flirt-sent",
                "cloudEvents:subject", "FI/member/6",
                "cloudEvents:time", "2014-03-01T12:35:02.0001234Z"));
  }
}
