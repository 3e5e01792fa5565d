package com.happypancake.seeder.event;

import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.value.EventEnvelope;
import java.util.UUID;

/** An event to publish. Immutable, as long as nobody writes to its body. */
public final class EventMessage {

  private final long ordinal;
  private final EventDefinition type;
  private final UUID id;
  private final EventEnvelope envelope;
  private final byte[] body;

  private EventMessage(long ordinal, EventDefinition type, EventEnvelope envelope, byte[] body)
      throws InvalidProtocolBufferException {
    this.ordinal = ordinal;
    this.type = type;
    this.id = envelope.id();
    this.envelope = envelope;
    this.body = body;
  }

  /**
   * Returns the message of an event.
   *
   * @param ordinal the event's place in its folder; the first is 1
   * @param event an {@code hpc.event.Event} in wire format
   * @param catalogue the event types
   * @throws InvalidProtocolBufferException if the bytes are not a complete event, or the catalogue
   *     lacks its type
   */
  public static EventMessage of(long ordinal, byte[] event, EventCatalogue catalogue)
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
      return new EventMessage(ordinal, type, envelope, event);
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidProtocolBufferException("not an event: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the event's place in its folder; the first is 1. The event seed-ended, which stands in
   * no folder, has the place after the last event.
   */
  public long ordinal() {
    return ordinal;
  }

  /** Returns whether this is the event that the seeder adds after all events of the folder. */
  public boolean isSeedEnded() {
    return type.envelopeField().getNumber() == Event.SEED_ENDED_FIELD_NUMBER;
  }

  /** Returns the type, which has the routing key. */
  public EventDefinition type() {
    return type;
  }

  /** Returns the event's id. */
  public UUID id() {
    return id;
  }

  /** Returns the time, country and subject. */
  public EventEnvelope envelope() {
    return envelope;
  }

  /** Returns the {@code hpc.event.Event} in wire format. Do not write to it. */
  public byte[] body() {
    return body;
  }
}
