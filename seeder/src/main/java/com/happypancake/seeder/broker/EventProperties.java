package com.happypancake.seeder.broker;

import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.seeder.event.EventMessage;
import com.happypancake.seeder.event.WireFormat;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.LongString;
import com.rabbitmq.client.impl.LongStringHelper;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the AMQP properties of events' messages, specified in docs/wire.md. Immutable. */
public final class EventProperties {

  /** The header with the first 16 digits of the content digest of the folder of events. */
  public static final String EVENTS = "hpc-events";

  /** The header with the event's ordinal in the folder; the first is 1. */
  public static final String ORDINAL = "hpc-ordinal";

  /** The header that is true for events that are sent again to mend an earlier seed. */
  public static final String REPAIR = "hpc-repair";

  /** The prefix of the headers with CloudEvents attributes, as in their AMQP 1.0 binding. */
  public static final String CLOUD_EVENTS = "cloudEvents:";

  private static final Integer PERSISTENT = 2;
  private static final int MOST_HEADERS = 16;

  private final WireFormat format;
  private final LongString events;

  /** Makes properties for a seed's messages. */
  public EventProperties(WireFormat format) {
    this.format = format;
    this.events = LongStringHelper.asLongString(format.eventsDigest16());
  }

  /**
   * Returns the properties of a message.
   *
   * @throws InvalidProtocolBufferException if CloudEvents attributes are wanted and the event's
   *     time, country or subject is invalid
   */
  public BasicProperties of(EventMessage message) throws InvalidProtocolBufferException {
    return new BasicProperties(
        format.body().contentType(),
        null,
        format.cloudEvents() || format.repair() || message.isSeedEnded()
            ? moreHeaders(message)
            : Map.of(EVENTS, events, ORDINAL, message.ordinal()),
        PERSISTENT,
        null,
        null,
        null,
        null,
        message.id().toString(),
        null,
        message.type().type(),
        null,
        null,
        null);
  }

  private Map<String, Object> moreHeaders(EventMessage message)
      throws InvalidProtocolBufferException {
    Map<String, Object> headers = new LinkedHashMap<>(MOST_HEADERS);
    headers.put(EVENTS, events);
    if (!message.isSeedEnded()) {
      headers.put(ORDINAL, message.ordinal());
    }
    if (format.repair()) {
      headers.put(REPAIR, true);
    }
    if (format.cloudEvents()) {
      putCloudEvents(message, headers);
    }
    return headers;
  }

  /** The content type is the attribute datacontenttype, as in the AMQP 1.0 binding. */
  private static void putCloudEvents(EventMessage message, Map<String, Object> headers)
      throws InvalidProtocolBufferException {
    headers.put(CLOUD_EVENTS + "specversion", "1.0");
    headers.put(CLOUD_EVENTS + "id", message.id().toString());
    headers.put(CLOUD_EVENTS + "source", "/hpc/" + message.envelope().country());
    headers.put(CLOUD_EVENTS + "type", "com.happypancake." + message.type().type());
    headers.put(CLOUD_EVENTS + "subject", message.envelope().subject());
    headers.put(CLOUD_EVENTS + "time", message.envelope().timeText());
  }
}
