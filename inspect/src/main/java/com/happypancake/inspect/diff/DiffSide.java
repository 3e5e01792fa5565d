package com.happypancake.inspect.diff;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.value.EventEnvelope;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A table of one of two folders.
 *
 * @param dump the folder
 * @param message that the records are
 * @param parts that hold the table; empty where the other folder alone has it
 */
public record DiffSide(Dump dump, Descriptor message, List<Part> parts) {

  /** Copies the parts. */
  public DiffSide {
    parts = List.copyOf(parts);
  }

  /**
   * Returns a table of a folder.
   *
   * @param parts not empty
   * @throws DamagedDumpException if they are not all of one message
   */
  public static DiffSide of(Dump dump, List<Part> parts) throws IOException {
    Descriptor message = dump.descriptor(parts.get(0));
    for (Part part : parts) {
      if (!part.getMessage().equals(message.getFullName())) {
        throw new DamagedDumpException(
            DamagedDumpException.Fault.MANIFEST,
            part.getPath(),
            "holds " + part.getMessage() + "; the part before it, " + message.getFullName());
      }
    }
    return new DiffSide(dump, message, parts);
  }

  /** Returns a side with no records, for a table that the other folder alone has. */
  public DiffSide without() {
    return new DiffSide(dump, message, List.of());
  }

  /** Returns what the key is of: names of columns; empty for records without one. */
  List<String> keyColumns() {
    if (isEvent(message)) {
      return List.of("id");
    }
    return message.getOptions().hasExtension(OptionsProto.table)
        ? LegacyTable.of(message).key().stream().map(LegacyColumn::name).toList()
        : List.of();
  }

  /** Tells whether a key tells the records from each other. */
  public boolean hasKey() {
    return !keyColumns().isEmpty();
  }

  /** Returns the reader of the keys; empty for records without one. */
  Optional<RecordKey> keys() {
    if (isEvent(message)) {
      // Two events may have the same instant, so the id is their key here.
      return Optional.of(
          (bytes, offset, length) -> EventEnvelope.parse(bytes, offset, length).idText());
    }
    return RecordKey.of(message);
  }

  private static boolean isEvent(Descriptor message) {
    return message.getFullName().equals(Event.getDescriptor().getFullName());
  }

  /**
   * Parses a record of this side.
   *
   * @throws DamagedDumpException if it is not of the side's message; tells where it is
   */
  public DynamicMessage parse(DiffRecord record) throws IOException {
    try {
      return DynamicMessage.parseFrom(message, record.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw DamagedDumpException.ofRecord(
          record.place().part(),
          record.place().ordinal(),
          "not a " + message.getFullName() + ": " + e.getMessage(),
          e);
    }
  }
}
