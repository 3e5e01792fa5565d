package com.happypancake.seeder.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.Event;
import com.happypancake.seeder.TestEvents;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventMessageTest {

  private static final EventCatalogue CATALOGUE = EventCatalogue.hpc();

  private static EventMessage message(byte[] event) throws IOException {
    return EventMessage.of(1_234, event, CATALOGUE);
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
      assertThat(message.type().routingKey()).isEqualTo(definition.routingKey());
      assertThat(message.type().type()).isEqualTo(definition.type());
    }
  }

  @Test
  void aFieldOfTheEnvelopeThatIsNotKnownIsSkipped() throws IOException {
    assertThat(message(withField(9)).envelope().subject()).isEqualTo("FI/chat/1-1");
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
}
