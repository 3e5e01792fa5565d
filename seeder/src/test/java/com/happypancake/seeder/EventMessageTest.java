package com.happypancake.seeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.FlirtRead;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventMessageTest {

  private static final EventCatalogue CATALOGUE = EventCatalogue.hpc();

  private static EventMessage message(byte[] event) throws IOException {
    return EventMessage.of(event, CATALOGUE, "digest", 1_234);
  }

  private static EventMessage message(Event event) throws IOException {
    return message(event.toByteArray());
  }

  private static Event withField(int number) {
    return TestEvents.event(1).toBuilder()
        .setUnknownFields(
            UnknownFieldSet.newBuilder()
                .addField(
                    number,
                    UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.EMPTY).build())
                .build())
        .build();
  }

  @Test
  void typeAndRoutingKeyAreThoseOfTheFactForEveryFact() throws IOException {
    for (EventDefinition definition : CATALOGUE.events()) {
      EventMessage message =
          message(
              TestEvents.event(2).toBuilder()
                  .setField(
                      definition.envelopeField(),
                      DynamicMessage.getDefaultInstance(definition.payload()))
                  .build());
      assertThat(message.routingKey()).isEqualTo(definition.routingKey());
      assertThat(message.properties().getType()).isEqualTo(definition.type());
    }
  }

  @Test
  void aFieldOfTheEnvelopeThatIsNotKnownIsSkipped() throws IOException {
    assertThat(message(withField(9)).properties().getHeaders())
        .containsEntry("hpc-subject", "FI/chat/1-1");
  }

  static Stream<Arguments> damage() {
    Event whole = TestEvents.event(1);
    return Stream.of(
        arguments(whole.toBuilder().clearId().build(), "is not set"),
        arguments(whole.toBuilder().clearOccurredAt().build(), "is not set"),
        arguments(whole.toBuilder().clearCountry().build(), "is not set"),
        arguments(whole.toBuilder().clearSubject().build(), "is not set"),
        arguments(whole.toBuilder().setId(ByteString.copyFromUtf8("short")).build(), "16 bytes"),
        arguments(whole.toBuilder().clearFact().build(), "it holds no fact"),
        arguments(withField(Event.FLIRT_READ_FIELD_NUMBER), "more than one fact"),
        arguments(
            withField(4_711).toBuilder().clearFact().build(), "this hpc does not know field 4711"));
  }

  @ParameterizedTest
  @MethodSource("damage")
  void whatIsNoEventIsRefused(Event event, String why) {
    assertThatThrownBy(() -> message(event))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("not an event: ")
        .hasMessageContaining(why);
  }

  @Test
  void bytesThatAreCutAreRefused() {
    byte[] bytes = TestEvents.event(1).toByteArray();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> message(cut))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("not an event: ");
    }
  }

  @Test
  void propertiesAreThoseOfTheContract() throws IOException {
    EventMessage message = message(TestEvents.event(6));
    BasicProperties properties = message.properties();
    assertThat(message.routingKey()).isEqualTo("flirt.sent");
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
    assertThat(message(early.build()).properties().getTimestamp()).isNull();
    early.setFlirtRead(FlirtRead.getDefaultInstance()).getOccurredAtBuilder().setSeconds(0);
    assertThat(message(early.build()).properties().getTimestamp()).isEqualTo(Instant.EPOCH);
  }
}
