package com.happypancake.schemas.value;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.types.OffsetTime;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Reads the key of a record from its bytes: a row's primary key, or an event's time. Manifests and
 * indexes hold keys in this form. Immutable.
 */
public interface RecordKey {

  /**
   * Reads the key of a record.
   *
   * @param bytes an array that contains the record, a message in wire format
   * @param offset the offset of the record's first byte
   * @param length the record's length in bytes
   * @throws InvalidProtocolBufferException if the bytes are not such a message
   */
  String of(byte[] bytes, int offset, int length) throws InvalidProtocolBufferException;

  /**
   * Reads the key of a record as {@link #of}, but returns the empty text for a record that is no
   * such message. For indexes and repairs, in which every record counts.
   */
  default String orEmpty(byte[] bytes, int offset, int length) {
    try {
      return of(bytes, offset, length);
    } catch (InvalidProtocolBufferException e) {
      return "";
    }
  }

  /**
   * Returns the reader for a message; empty if the message has no key, because it is a table
   * without a primary key, or neither a table nor an event.
   *
   * @throws com.happypancake.schemas.catalogue.SchemaException if the message's options are invalid
   */
  static Optional<RecordKey> of(Descriptor message) {
    if (message.getFullName().equals(Event.getDescriptor().getFullName())) {
      return Optional.of(
          (bytes, offset, length) -> EventEnvelope.parse(bytes, offset, length).timeText());
    }
    if (!message.getOptions().hasExtension(OptionsProto.table)) {
      return Optional.empty();
    }
    return Optional.of(LegacyTable.of(message))
        .filter(table -> !table.key().isEmpty())
        .map(RecordKey::of);
  }

  /** Returns the reader for a table with a primary key. */
  static RecordKey of(LegacyTable table) {
    return (bytes, offset, length) -> ofRow(table.key(), bytes, offset, length);
  }

  /** Stops at the key's last column, because rows are long and keys come first. */
  private static String ofRow(List<LegacyColumn> key, byte[] bytes, int offset, int length)
      throws InvalidProtocolBufferException {
    String[] texts = new String[key.size()];
    int missing = texts.length;
    try {
      CodedInputStream in = CodedInputStream.newInstance(bytes, offset, length);
      for (int tag = in.readTag(); tag != 0 && missing > 0; tag = in.readTag()) {
        int place = place(key, tag);
        if (place == key.size()) {
          in.skipField(tag);
        } else {
          LegacyColumn column = key.get(place);
          missing -= texts[place] == null ? 1 : 0;
          texts[place] = KeyText.text(column.type(), read(in, column.type()));
        }
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidProtocolBufferException(
          "a key column holds what its SQL type cannot mean", new IOException(e));
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
    StringJoiner joined = new StringJoiner(",");
    for (String text : texts) {
      joined.add(text == null ? KeyText.NULL : text);
    }
    return joined.toString();
  }

  /** Returns the index of a tag's key column, or the number of columns if there is none. */
  private static int place(List<LegacyColumn> key, int tag) {
    int place = 0;
    while (place < key.size()
        && (key.get(place).field().getNumber() != WireFormat.getTagFieldNumber(tag)
            || key.get(place).field().getLiteType().getWireType()
                != WireFormat.getTagWireType(tag))) {
      place++;
    }
    return place;
  }

  private static Object read(CodedInputStream in, ColumnType type) throws IOException {
    return switch (type) {
      case BOOLEAN -> in.readBool();
      case UNSIGNED_BYTE -> in.readUInt32();
      case INTEGER, DATE -> in.readInt32();
      case LONG, MONEY, TIME, WALL_CLOCK -> in.readInt64();
      case REAL -> in.readFloat();
      case FLOAT -> in.readDouble();
      case OFFSET_TIME -> OffsetTime.parseFrom(in.readByteArray());
      case TEXT, UNICODE_TEXT, XML, DECIMAL -> in.readString();
      case BINARY, GUID, ROWVERSION, HIERARCHY_ID, GEOGRAPHY, GEOMETRY -> in.readBytes();
    };
  }
}
