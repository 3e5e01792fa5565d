package com.happypancake.schemas.value;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.WireFormat;
import com.happypancake.schemas.event.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The envelope of an event, read from the bytes of an {@code hpc.event.Event}. Skips the payload.
 *
 * <p>It accepts what the generated class accepts: fields in any order, the last of repeated fields,
 * and the default for an absent field. It copies nothing, so it is valid only while the bytes stay
 * unchanged. Immutable.
 */
public final class EventEnvelope {

  /** The lowest field number of a payload. The other fields have lower numbers. */
  public static final int FIRST_FACT = 16;

  private static final int ID = tag(Event.ID_FIELD_NUMBER);
  private static final int OCCURRED_AT = tag(Event.OCCURRED_AT_FIELD_NUMBER);
  private static final int COUNTRY = tag(Event.COUNTRY_FIELD_NUMBER);
  private static final int SUBJECT = tag(Event.SUBJECT_FIELD_NUMBER);
  private static final int NONE = -1;
  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] bytes;
  private int idOffset;
  private int idLength;
  private int timeOffset = NONE;
  private int timeLength;
  private int countryOffset;
  private int countryLength;
  private int subjectOffset;
  private int subjectLength;
  private int facts;
  private int lastFact;

  private EventEnvelope(byte[] bytes) {
    this.bytes = bytes;
  }

  private static int tag(int field) {
    return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  /**
   * Reads an envelope.
   *
   * @param bytes an array that contains the event
   * @param offset the offset of the event's first byte
   * @param length the event's length in bytes
   * @throws InvalidProtocolBufferException if the bytes are not in protobuf's wire format
   */
  public static EventEnvelope parse(byte[] bytes, int offset, int length)
      throws InvalidProtocolBufferException {
    EventEnvelope envelope = new EventEnvelope(bytes);
    try {
      envelope.read(CodedInputStream.newInstance(bytes, offset, length), offset);
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
    return envelope;
  }

  private void read(CodedInputStream in, int start) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        if (!in.skipField(tag)) {
          throw new InvalidProtocolBufferException("a group ends that did not begin");
        }
        continue;
      }
      int length = in.readRawVarint32();
      int offset = start + in.getTotalBytesRead();
      in.skipRawBytes(length);
      if (tag == ID) {
        idOffset = offset;
        idLength = length;
      } else if (tag == OCCURRED_AT) {
        timeOffset = offset;
        timeLength = length;
      } else if (tag == COUNTRY) {
        countryOffset = offset;
        countryLength = length;
      } else if (tag == SUBJECT) {
        subjectOffset = offset;
        subjectLength = length;
      } else if (WireFormat.getTagFieldNumber(tag) >= FIRST_FACT) {
        facts++;
        lastFact = WireFormat.getTagFieldNumber(tag);
      }
    }
  }

  /**
   * Checks that all fields are set and that the event has exactly one payload.
   *
   * @throws InvalidProtocolBufferException if not
   */
  public void checkComplete() throws InvalidProtocolBufferException {
    if (idLength == 0 || timeOffset == NONE || countryLength == 0 || subjectLength == 0) {
      throw new InvalidProtocolBufferException("id, occurred_at, country or subject is not set");
    }
    if (facts != 1) {
      throw new InvalidProtocolBufferException(
          facts == 0 ? "it holds no fact" : "it holds more than one fact");
    }
  }

  /**
   * Returns the event's id.
   *
   * @throws InvalidProtocolBufferException if the id does not have 16 bytes
   */
  public UUID id() throws InvalidProtocolBufferException {
    if (idLength != Guids.BYTES) {
      throw new InvalidProtocolBufferException("its id has " + idLength + " bytes, not 16 bytes");
    }
    return Guids.fromBytes(ByteString.copyFrom(bytes, idOffset, idLength));
  }

  /**
   * Returns whether the event has an id.
   *
   * @param id the 16 bytes of a UUID
   */
  public boolean hasId(byte[] id) {
    return Arrays.equals(bytes, idOffset, idOffset + idLength, id, 0, id.length);
  }

  /** Returns the id as a UUID, or as hexadecimal digits if it does not have 16 bytes. */
  public String idText() throws InvalidProtocolBufferException {
    return idLength == Guids.BYTES
        ? id().toString()
        : HexFormat.of().formatHex(bytes, idOffset, idOffset + idLength);
  }

  /**
   * Returns the event's time; 1970-01-01T00:00:00Z if it is not set.
   *
   * @throws InvalidProtocolBufferException if the time is out of range
   */
  public Instant time() throws InvalidProtocolBufferException {
    Timestamp time = timestamp();
    try {
      return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    } catch (DateTimeException | ArithmeticException e) {
      throw impossibleTime(e);
    }
  }

  /**
   * Returns the event's time with 7 fractional digits: {@code 2014-03-01T12:34:56.1234567Z}.
   *
   * @throws InvalidProtocolBufferException if the time is out of range
   */
  public String timeText() throws InvalidProtocolBufferException {
    Timestamp time = timestamp();
    try {
      long ticks = Math.multiplyExact(time.getSeconds(), WallClock.TICKS_PER_SECOND);
      return WallClock.toText(Math.addExact(ticks, time.getNanos() / WallClock.NANOS_PER_TICK))
          + "Z";
    } catch (ArithmeticException e) {
      throw impossibleTime(e);
    }
  }

  private Timestamp timestamp() throws InvalidProtocolBufferException {
    return timeOffset == NONE
        ? Timestamp.getDefaultInstance()
        : Timestamp.parser().parseFrom(bytes, timeOffset, timeLength);
  }

  private static InvalidProtocolBufferException impossibleTime(RuntimeException cause) {
    return new InvalidProtocolBufferException(
        "an instant that no calendar has", new IOException(cause));
  }

  /**
   * Returns the country's code.
   *
   * @throws InvalidProtocolBufferException if the code is not UTF-8
   */
  public String country() throws InvalidProtocolBufferException {
    return text(countryOffset, countryLength);
  }

  /**
   * Returns the stream in which order matters.
   *
   * @throws InvalidProtocolBufferException if the text is not UTF-8
   */
  public String subject() throws InvalidProtocolBufferException {
    return text(subjectOffset, subjectLength);
  }

  private String text(int offset, int length) throws InvalidProtocolBufferException {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0
        && !ByteString.copyFrom(bytes, offset, length).isValidUtf8()) {
      throw new InvalidProtocolBufferException("country or subject is not UTF-8");
    }
    return text;
  }

  /** Returns the payload's field number, the last one of several; empty without a payload. */
  public OptionalInt fact() {
    return facts == 0 ? OptionalInt.empty() : OptionalInt.of(lastFact);
  }
}
