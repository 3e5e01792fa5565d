package com.happypancake.seeder.broker;

import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.schemas.value.EventEnvelope;
import com.happypancake.seeder.event.EventMessage;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** The AMQP properties of an event's message, specified in docs/wire.md. */
public final class EventProperties {

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
  public static final String CONTENT_TYPE =
      "application/x-protobuf; messageType=\"hpc.event.Event\"";

  public static final String APPLICATION = "hpc";

  private static final int PERSISTENT = 2;
  private static final int HEADERS = 8;

  private EventProperties() {}

  /**
   * Returns the properties of a message.
   *
   * @param eventsDigest the content digest of the event's folder
   * @throws InvalidProtocolBufferException if the event is incomplete
   */
  public static BasicProperties of(EventMessage message, String eventsDigest)
      throws InvalidProtocolBufferException {
    EventEnvelope event = message.envelope();
    Map<String, Object> headers = new LinkedHashMap<>(HEADERS);
    headers.put(COUNTRY, event.country());
    headers.put(SUBJECT, event.subject());
    headers.put(EVENTS, eventsDigest);
    headers.put(ORDINAL, message.ordinal());
    headers.put(SEEDED, true);
    BasicProperties.Builder properties =
        new BasicProperties.Builder()
            .messageId(message.id().toString())
            .type(message.type().type())
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
