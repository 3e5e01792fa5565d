package com.happypancake.transformer.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.MessageSent;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventEncoderTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 5",
    "1, 0, 100, 5",
    "10000000, 1, 0, 5",
    "-1, -1, 999999900, 5",
    "13936772961230001, 1393677296, 123000100, 20000",
  })
  void theBytesAreThoseOfTheGeneratedMessage(long ticks, long seconds, int nanos, int bodyLength) {
    byte[] id = new EventIds().of("FI/Messages/17", "message-sent", 5);
    MessageSent payload =
        MessageSent.newBuilder()
            .setMessageId(17)
            .setFromMemberId(40)
            .setToMemberId(4)
            .setBody("ä".repeat(bodyLength))
            .build();
    Event expected =
        Event.newBuilder()
            .setId(ByteString.copyFrom(id))
            .setOccurredAt(Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos))
            .setCountry("FI")
            .setSubject("FI/chat/4-40")
            .setMessageSent(payload)
            .build();
    EventEncoder encoder = new EventEncoder("FI");
    encoder.encode(
        EventCatalogue.hpc().byType("message-sent"), "FI/Messages/17", 5, ticks, payload);
    assertThat(Arrays.copyOf(encoder.buffer(), encoder.length())).isEqualTo(expected.toByteArray());
  }
}
