package com.happypancake.cli.folder.record;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.WireFormat;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.options.OptionsProto;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tells type and instant of an event from its bytes, without parsing the payload. Immutable. */
public final class EventTypes {

  /** Of an event that states no fact which the schemas know. */
  public static final String UNKNOWN = "unknown";

  private static final int INSTANT =
      Event.OCCURRED_AT_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private final Map<Integer, String> types;

  private EventTypes(Map<Integer, String> types) {
    this.types = types;
  }

  /**
   * Reads the types from the schemas that lie in a folder; none where it does not hold events.
   *
   * @throws DamagedDumpException if the schemas do not have the parts' messages
   */
  public static EventTypes of(Dump dump) throws IOException {
    Map<Integer, String> types = new HashMap<>();
    for (Part part : dump.parts()) {
      collect(dump.descriptor(part), types);
    }
    return new EventTypes(types);
  }

  private static void collect(Descriptor envelope, Map<Integer, String> types) {
    for (FieldDescriptor field : envelope.getFields()) {
      if (isFact(field)) {
        types.put(field.getNumber(), type(field));
      }
    }
  }

  /** Tells whether a field of the envelope holds the payload of a type of events. */
  public static boolean isFact(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && field.getMessageType().getOptions().hasExtension(OptionsProto.event);
  }

  /** Returns the type of the events whose payload a field of the envelope holds. */
  public static String type(FieldDescriptor fact) {
    return fact.getMessageType().getOptions().getExtension(OptionsProto.event).getType();
  }

  /** Tells whether the schemas have a type. */
  public boolean contains(String type) {
    return types.containsValue(type);
  }

  /** Returns all types that the schemas have, by name. */
  public Set<String> names() {
    return new TreeSet<>(types.values());
  }

  /**
   * Returns the type of an event.
   *
   * @param reader has read it
   * @return "unknown" where the event states no fact that the schemas know
   * @throws DamagedDumpException if the record is no message; tells where it is
   */
  public String of(PartReader reader) throws IOException {
    try {
      CodedInputStream in =
          CodedInputStream.newInstance(reader.bytes(), reader.offset(), reader.length());
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        String type = types.get(WireFormat.getTagFieldNumber(tag));
        if (type != null) {
          return type;
        }
        in.skipField(tag);
      }
      return UNKNOWN;
    } catch (InvalidProtocolBufferException e) {
      throw notAnEvent(reader, e);
    }
  }

  /**
   * Returns when an event happened.
   *
   * @param reader has read it
   * @throws DamagedDumpException if the record is no event, or its instant is none; tells where it
   *     is
   */
  public static Instant instant(PartReader reader) throws IOException {
    Timestamp.Builder instant = Timestamp.newBuilder();
    try {
      CodedInputStream in =
          CodedInputStream.newInstance(reader.bytes(), reader.offset(), reader.length());
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == INSTANT) {
          instant.mergeFrom(in.readByteArray());
          break;
        }
        in.skipField(tag);
      }
      return Instant.ofEpochSecond(instant.getSeconds(), instant.getNanos());
    } catch (InvalidProtocolBufferException | DateTimeException | ArithmeticException e) {
      throw notAnEvent(reader, e);
    }
  }

  private static DamagedDumpException notAnEvent(PartReader reader, Exception cause) {
    return reader.damaged("not an event: " + cause.getMessage(), cause);
  }
}
