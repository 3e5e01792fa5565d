package com.happypancake.seeder.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.schemas.event.Event;
import com.rabbitmq.stream.Environment;
import com.rabbitmq.stream.Message;
import com.rabbitmq.stream.OffsetSpecification;
import java.util.Set;
import java.util.function.Consumer;

/** The module news: hears some types of events, and goes on where it stopped. */
public final class NewsReader {

  private static final Set<String> TYPES = Set.of("photo-liked", "member-registered");

  private NewsReader() {}

  /** Reads until {@code Environment.builder().host("rabbit1").build()} is closed. */
  public static void start(Environment environment, String stream, Consumer<Event> handler) {
    environment.consumerBuilder().stream(stream)
        .name("news")
        .offset(OffsetSpecification.first())
        .autoTrackingStrategy()
        .builder()
        .messageHandler(
            (context, message) -> {
              Object type = message.getMessageAnnotations().get("x-basic-type");
              if (TYPES.contains(String.valueOf(type))) {
                handler.accept(event(message));
              }
            })
        .build();
  }

  private static Event event(Message message) {
    try {
      return Event.parseFrom(message.getBodyAsBinary());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message of the stream holds no event", e);
    }
  }
}
