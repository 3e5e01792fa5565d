package com.happypancake.schemas.value;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.WireFormat;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.options.OptionsProto;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Optional;

/**
 * The key of a record, read from its bytes, as the manifest's key ranges and the indexes have it: a
 * row's primary key, an event's instant. Immutable.
 */
public interface RecordKey {

  /** The tag of an event's instant, a message within the message. */
  int OCCURRED_AT = Event.OCCURRED_AT_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  /** Nanoseconds in a tick. */
  int NANOS_PER_TICK = 100;

  /**
   * Reads the key of a record.
   *
   * @param bytes hold the record, a message in wire format
   * @param offset where it begins
   * @param length how many bytes it has
   * @throws InvalidProtocolBufferException if the bytes are no such message
   */
  String of(byte[] bytes, int offset, int length) throws InvalidProtocolBufferException;

  /**
   * Returns the reader of a message's keys; empty for a message that has none: of a table without a
   * primary key, or neither of a table nor an event.
   *
   * @throws com.happypancake.schemas.catalogue.SchemaException if the message's options contradict
   *     it
   */
  static Optional<RecordKey> of(Descriptor message) {
    if (message.getFullName().equals(Event.getDescriptor().getFullName())) {
      return Optional.of(RecordKey::instant);
    }
    if (!message.getOptions().hasExtension(OptionsProto.table)) {
      return Optional.empty();
    }
    LegacyTable table = LegacyTable.of(message);
    if (table.key().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of((bytes, offset, length) -> ofRow(table, bytes, offset, length));
  }

  private static String ofRow(LegacyTable table, byte[] bytes, int offset, int length)
      throws InvalidProtocolBufferException {
    DynamicMessage.Builder row = DynamicMessage.newBuilder(table.descriptor());
    row.mergeFrom(bytes, offset, length);
    try {
      return KeyText.of(table, row);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidProtocolBufferException(
          "a key column holds what its SQL type cannot mean", new IOException(e));
    }
  }

  private static String instant(byte[] bytes, int offset, int length)
      throws InvalidProtocolBufferException {
    Timestamp.Builder instant = Timestamp.newBuilder();
    try {
      CodedInputStream in = CodedInputStream.newInstance(bytes, offset, length);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == OCCURRED_AT) {
          instant.mergeFrom(in.readByteArray());
          break;
        }
        in.skipField(tag);
      }
      long ticks = Math.multiplyExact(instant.getSeconds(), WallClock.TICKS_PER_SECOND);
      return WallClock.toText(Math.addExact(ticks, instant.getNanos() / NANOS_PER_TICK)) + "Z";
    } catch (ArithmeticException e) {
      throw new InvalidProtocolBufferException(
          "an instant that no calendar has", new IOException(e));
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }
}
