package com.happypancake.seeder.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.Event;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.LongStringHelper;
import com.rabbitmq.stream.Message;
import com.rabbitmq.stream.codec.QpidProtonCodec;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamEncoderTest {

  private static final EventDefinition TYPE =
      EventCatalogue.hpc().byNumber(Event.MESSAGE_SENT_FIELD_NUMBER).orElseThrow();

  private final StreamEncoder encoder = new StreamEncoder();

  private static BasicProperties properties(Map<String, Object> headers) {
    return new BasicProperties.Builder()
        .messageId("0190163d-8694-739b-aea5-966c26f8ad90")
        .type("message-sent")
        .contentType("application/x-protobuf")
        .headers(headers)
        .build();
  }

  private static Message decode(byte[] encoded) {
    return new QpidProtonCodec().decode(Unpooled.wrappedBuffer(encoded), encoded.length);
  }

  @Test
  void theStreamClientReadsEveryPart() {
    byte[] body = "Hyvää huomenta".getBytes(StandardCharsets.UTF_8);
    Message message =
        decode(
            encoder.encode(
                TYPE,
                properties(
                    Map.of(
                        "hpc-events",
                        LongStringHelper.asLongString("0123456789abcdef"),
                        "hpc-ordinal",
                        525_000_000_000L,
                        "hpc-repair",
                        true)),
                body));
    assertThat(message.getBodyAsBinary()).isEqualTo(body);
    assertThat(message.getMessageAnnotations())
        .containsOnly(Map.entry("x-basic-type", "message-sent"));
    assertThat(message.getProperties().getMessageIdAsString())
        .isEqualTo("0190163d-8694-739b-aea5-966c26f8ad90");
    assertThat(message.getProperties().getContentType()).isEqualTo("application/x-protobuf");
    assertThat(message.getApplicationProperties())
        .containsOnly(
            Map.entry("hpc-events", "0123456789abcdef"),
            Map.entry("hpc-ordinal", 525_000_000_000L),
            Map.entry("hpc-repair", true));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 255, 256, -1, -128, -129, Long.MAX_VALUE, Long.MIN_VALUE})
  void everyNumberComesBack(long number) {
    byte[] encoded = encoder.encode(TYPE, properties(Map.of("hpc-ordinal", number)), new byte[0]);
    assertThat(decode(encoded).getApplicationProperties()).containsEntry("hpc-ordinal", number);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 254, 255, 256, 65_535, 70_000})
  void everySizeOfBodyAndHeaderComesBack(int size) {
    String text = "ä".repeat(size / 2);
    Message message =
        decode(encoder.encode(TYPE, properties(Map.of("text", text)), new byte[size]));
    assertThat(message.getBodyAsBinary()).hasSize(size);
    assertThat(message.getApplicationProperties()).containsEntry("text", text);
  }

  @Test
  void moreHeadersThanASmallMapHoldsComeBack() {
    Map<String, Object> headers =
        IntStream.range(0, 200)
            .boxed()
            .collect(
                Collectors.toMap(
                    i -> "h" + i, i -> (long) i, (a, b) -> a, () -> new LinkedHashMap<>()));
    byte[] encoded = encoder.encode(TYPE, properties(headers), new byte[1]);
    assertThat(decode(encoded).getApplicationProperties()).isEqualTo(headers);
  }

  @Test
  void aMessageWithoutPropertiesIsABody() {
    Message message =
        decode(encoder.encode(TYPE, new BasicProperties.Builder().build(), new byte[] {7}));
    assertThat(message.getBodyAsBinary()).containsExactly(7);
    assertThat(message.getMessageAnnotations())
        .containsOnly(Map.entry("x-basic-type", "message-sent"));
  }

  @Test
  void anUnknownKindOfHeaderIsRefusedByName() {
    assertThatThrownBy(
            () -> encoder.encode(TYPE, properties(Map.of("odd", new Object())), new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("odd");
  }
}
