package com.happypancake.seeder;

import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.value.EventEnvelope;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The routing key and properties of an event's AMQP message, specified in docs/wire.md.
 *
 * @param routingKey the routing key of the event's type
 * @param properties the properties, including the headers
 */
public record EventMessage(String routingKey, BasicProperties properties) {

  /** The header with the country's code (ISO 3166-1 alpha-2). */
  public static final String COUNTRY = "hpc-country";

  /** The header with the stream in which order matters. */
  public static final String SUBJECT = "hpc-subject";

  /** The header with the content digest of the folder of events. */
  public static final String EVENTS = "hpc-events";

  /** The header with the event's ordinal in the folder; the first is 1. */
  public static final String ORDINAL = "hpc-ordinal";

  /** The header that is true for seeded events. */
  public static final String SEEDED = "hpc-seeded";

  /** The body is the event in protobuf's wire format. */
  static final String CONTENT_TYPE = "application/x-protobuf; messageType=\"hpc.event.Event\"";

  static final String APPLICATION = "hpc";

  private static final int PERSISTENT = 2;
  private static final int HEADERS = 8;

  /**
   * Returns the message of an event.
   *
   * @param event an {@code hpc.event.Event} in wire format
   * @param catalogue the event types
   * @param eventsDigest the content digest of the event's folder
   * @param ordinal the event's ordinal in the folder; the first is 1
   * @throws InvalidProtocolBufferException if the bytes are not a complete event, or the catalogue
   *     lacks its type
   */
  static EventMessage of(byte[] event, EventCatalogue catalogue, String eventsDigest, long ordinal)
      throws InvalidProtocolBufferException {
    try {
      EventEnvelope envelope = EventEnvelope.parse(event, 0, event.length);
      envelope.checkComplete();
      int fact = envelope.fact().orElseThrow();
      EventDefinition type =
          catalogue
              .byNumber(fact)
              .orElseThrow(
                  () ->
                      new InvalidProtocolBufferException(
                          "this hpc does not know field "
                              + fact
                              + "; seed with the hpc that transformed it"));
      return new EventMessage(
          type.routingKey(), properties(envelope, type.type(), eventsDigest, ordinal));
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidProtocolBufferException("not an event: " + e.getMessage(), e);
    }
  }

  private static BasicProperties properties(
      EventEnvelope event, String type, String eventsDigest, long ordinal)
      throws InvalidProtocolBufferException {
    Map<String, Object> headers = new LinkedHashMap<>(HEADERS);
    headers.put(COUNTRY, event.country());
    headers.put(SUBJECT, event.subject());
    headers.put(EVENTS, eventsDigest);
    headers.put(ORDINAL, ordinal);
    headers.put(SEEDED, true);
    BasicProperties.Builder properties =
        new BasicProperties.Builder()
            .messageId(event.id().toString())
            .type(type)
            .contentType(CONTENT_TYPE)
            .appId(APPLICATION)
            .deliveryMode(PERSISTENT)
            .headers(headers);
    // AMQP's timestamps are unsigned.
    Instant time = event.time().truncatedTo(ChronoUnit.SECONDS);
    if (!time.isBefore(Instant.EPOCH)) {
      properties.timestamp(Date.from(time));
    }
    return properties.build();
  }
}
