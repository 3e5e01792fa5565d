package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.FlirtRead;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.event.EventMessage;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventPropertiesTest {

  private static BasicProperties properties(Event event) throws IOException {
    EventMessage message = EventMessage.of(1_234, event.toByteArray(), EventCatalogue.hpc());
    return EventProperties.of(message, "digest");
  }

  @Test
  void propertiesAreThoseOfTheContract() throws IOException {
    BasicProperties properties = properties(TestEvents.event(6));
    assertThat(properties.getMessageId()).isEqualTo(TestEvents.id(6).toString());
    assertThat(properties.getType()).isEqualTo("flirt-sent");
    assertThat(properties.getTimestamp().toInstant())
        .isEqualTo(Instant.ofEpochSecond(1_393_677_302L));
    assertThat(properties.getContentType())
        .isEqualTo("application/x-protobuf; messageType=\"hpc.event.Event\"");
    assertThat(properties.getAppId()).isEqualTo("hpc");
    assertThat(properties.getDeliveryMode()).isEqualTo(2);
    assertThat(properties.getHeaders())
        .isEqualTo(
            Map.of(
                "hpc-country", "FI",
                "hpc-subject", "FI/member/6",
                "hpc-events", "digest",
                "hpc-ordinal", 1_234L,
                "hpc-seeded", true));
  }

  @Test
  void anEventBeforeTheEpochHasNoTimestamp() throws IOException {
    Event.Builder early = TestEvents.event(1).toBuilder();
    early.getOccurredAtBuilder().setSeconds(-1);
    assertThat(properties(early.build()).getTimestamp()).isNull();
    early.setFlirtRead(FlirtRead.getDefaultInstance()).getOccurredAtBuilder().setSeconds(0);
    assertThat(properties(early.build()).getTimestamp()).isEqualTo(Instant.EPOCH);
  }
}
