package com.happypancake.seeder;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** The AMQP properties and headers of an event, as docs/wire.md fixes them. Stateless. */
final class EventMessage {

  /** Of the body: the envelope in protobuf's wire format. */
  static final String CONTENT_TYPE = "application/x-protobuf; messageType=\"hpc.event.Event\"";

  static final String APPLICATION = "hpc";

  private static final int PERSISTENT = 2;
  private static final int HEADERS = 8;

  private EventMessage() {}

  /**
   * Returns the properties.
   *
   * @param event whose they are
   * @param eventsDigest content digest of its folder
   * @param ordinal in its folder, from 1
   */
  static BasicProperties properties(EventHeader event, String eventsDigest, long ordinal) {
    Map<String, Object> headers = new LinkedHashMap<>(HEADERS);
    headers.put(EventHeaders.COUNTRY, event.country());
    headers.put(EventHeaders.SUBJECT, event.subject());
    headers.put(EventHeaders.EVENTS, eventsDigest);
    headers.put(EventHeaders.ORDINAL, ordinal);
    headers.put(EventHeaders.SEEDED, true);
    BasicProperties.Builder properties =
        new BasicProperties.Builder()
            .messageId(event.id().toString())
            .type(event.definition().type())
            .contentType(CONTENT_TYPE)
            .appId(APPLICATION)
            .deliveryMode(PERSISTENT)
            .headers(headers);
    // AMQP's timestamps are unsigned.
    if (event.occurredSeconds() >= 0) {
      properties.timestamp(Date.from(Instant.ofEpochSecond(event.occurredSeconds())));
    }
    return properties.build();
  }
}
