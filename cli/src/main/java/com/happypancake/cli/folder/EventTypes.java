package com.happypancake.cli.folder;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.options.OptionsProto;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Tells the type of an event from its bytes, without parsing the payload. Immutable. */
final class EventTypes {

  private final Map<Integer, String> types;

  private EventTypes(Map<Integer, String> types) {
    this.types = types;
  }

  /**
   * Reads the types from the schemas that lie in a folder of events.
   *
   * @throws CommandException if the folder's records have no event option
   */
  static EventTypes of(Dump dump) throws CommandException {
    Map<Integer, String> types = new HashMap<>();
    try {
      for (Part part : dump.parts()) {
        collect(dump.descriptor(part), types);
      }
    } catch (IOException e) {
      throw new CommandException(ExitCode.DATA, String.valueOf(e.getMessage()), e);
    }
    return new EventTypes(types);
  }

  private static void collect(Descriptor envelope, Map<Integer, String> types) {
    for (FieldDescriptor field : envelope.getFields()) {
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
          && field.getMessageType().getOptions().hasExtension(OptionsProto.event)) {
        types.put(
            field.getNumber(),
            field.getMessageType().getOptions().getExtension(OptionsProto.event).getType());
      }
    }
  }

  boolean contains(String type) {
    return types.containsValue(type);
  }

  /**
   * Returns the type of an event.
   *
   * @param reader has read it
   * @return "unknown" where the event states no fact that the schemas know
   * @throws DamagedDumpException if the record is no message; tells where it is
   */
  String of(PartReader reader) throws IOException {
    try {
      return of(CodedInputStream.newInstance(reader.record()));
    } catch (InvalidProtocolBufferException e) {
      throw new DamagedDumpException(reader.where() + ": not an event: " + e.getMessage(), e);
    }
  }

  private String of(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      String type = types.get(WireFormat.getTagFieldNumber(tag));
      if (type != null) {
        return type;
      }
      in.skipField(tag);
    }
    return "unknown";
  }
}
