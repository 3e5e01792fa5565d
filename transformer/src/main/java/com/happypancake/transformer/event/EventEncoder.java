package com.happypancake.transformer.event;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.value.WallClock;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Encodes events in wire format into a reused buffer. The bytes equal those of the generated {@code
 * Event}. It creates no envelope object.
 */
public final class EventEncoder {

  private static final int INITIAL_BYTES = 4096;
  private static final int SECONDS_FIELD = 1;
  private static final int NANOS_FIELD = 2;

  private final String country;
  private final EventIds ids = new EventIds();
  private byte[] buffer = new byte[INITIAL_BYTES];
  private int length;

  /** Creates an encoder of one country's events. */
  public EventEncoder(String country) {
    this.country = country;
  }

  /** Returns the country's code. */
  public String country() {
    return country;
  }

  /**
   * Encodes an event and overwrites the previous one.
   *
   * @param definition the event's type
   * @param row the event's row, as in {@link EventIds#of}
   * @param wallTicks the row's own time, as in {@link EventIds#of}
   * @param instantTicks the event's time, in 100-nanosecond ticks of UTC since 1970-01-01
   * @param payload a message of the type
   */
  public void encode(
      EventDefinition definition, String row, long wallTicks, long instantTicks, Message payload) {
    byte[] id = ids.of(row, definition.type(), wallTicks);
    String subject = definition.subject(country, payload);
    long seconds = Math.floorDiv(instantTicks, WallClock.TICKS_PER_SECOND);
    int nanos =
        (int) Math.floorMod(instantTicks, WallClock.TICKS_PER_SECOND) * WallClock.NANOS_PER_TICK;
    int timestampBytes =
        (seconds == 0 ? 0 : CodedOutputStream.computeInt64Size(SECONDS_FIELD, seconds))
            + (nanos == 0 ? 0 : CodedOutputStream.computeInt32Size(NANOS_FIELD, nanos));
    int field = definition.envelopeField().getNumber();
    length =
        CodedOutputStream.computeByteArraySize(Event.ID_FIELD_NUMBER, id)
            + CodedOutputStream.computeTagSize(Event.OCCURRED_AT_FIELD_NUMBER)
            + CodedOutputStream.computeUInt32SizeNoTag(timestampBytes)
            + timestampBytes
            + CodedOutputStream.computeStringSize(Event.COUNTRY_FIELD_NUMBER, country)
            + CodedOutputStream.computeStringSize(Event.SUBJECT_FIELD_NUMBER, subject)
            + CodedOutputStream.computeMessageSize(field, payload);
    if (length > buffer.length) {
      buffer = new byte[Math.max(length, (int) Math.min(2L * buffer.length, 1 << 30))];
    }
    CodedOutputStream out = CodedOutputStream.newInstance(buffer, 0, length);
    try {
      out.writeByteArray(Event.ID_FIELD_NUMBER, id);
      out.writeTag(Event.OCCURRED_AT_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(timestampBytes);
      if (seconds != 0) {
        out.writeInt64(SECONDS_FIELD, seconds);
      }
      if (nanos != 0) {
        out.writeInt32(NANOS_FIELD, nanos);
      }
      out.writeString(Event.COUNTRY_FIELD_NUMBER, country);
      out.writeString(Event.SUBJECT_FIELD_NUMBER, subject);
      out.writeMessage(field, payload);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException("an array has the room that was computed", e);
    }
  }

  /**
   * Returns the buffer. It contains the event from index 0 until the next call of {@link #encode}.
   */
  public byte[] buffer() {
    return buffer;
  }

  /** Returns the event's length in bytes. */
  public int length() {
    return length;
  }
}
