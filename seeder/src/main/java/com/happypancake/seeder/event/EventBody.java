package com.happypancake.seeder.event;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.happypancake.schemas.event.Event;
import java.nio.charset.StandardCharsets;

/** Encodes the bodies of a seed's messages. Immutable. */
public final class EventBody {

  private static final JsonFormat.Printer JSON =
      JsonFormat.printer().omittingInsignificantWhitespace();

  private final WireFormat format;
  private final Descriptor descriptor;

  /**
   * Creates an encoder.
   *
   * @param descriptor the folder's own descriptor of its events, which knows all of their fields
   */
  public EventBody(WireFormat format, Descriptor descriptor) {
    this.format = format;
    this.descriptor = descriptor;
  }

  /**
   * Returns a message's body. Do not write to it.
   *
   * @throws InvalidProtocolBufferException if JSON is wanted and the event is damaged
   */
  public byte[] of(EventMessage message) throws InvalidProtocolBufferException {
    return switch (format.body()) {
      case PROTOBUF -> message.body();
      case JSON -> json(message).getBytes(StandardCharsets.UTF_8);
    };
  }

  private String json(EventMessage message) throws InvalidProtocolBufferException {
    // An older folder's descriptor may lack the event that the seeder itself adds.
    Descriptor known = message.isSeedEnded() ? Event.getDescriptor() : descriptor;
    return JSON.print(DynamicMessage.parseFrom(known, message.body()));
  }
}
