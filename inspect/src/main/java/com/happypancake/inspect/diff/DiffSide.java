package com.happypancake.inspect.diff;

import com.google.protobuf.ByteString;
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
 * One side of a comparison: a table in one of the two folders.
 *
 * @param dump the folder
 * @param message the message type of the records
 * @param parts the table's parts; empty if only the other folder has the table
 */
public record DiffSide(Dump dump, Descriptor message, List<Part> parts) {

  /** Copies the parts. */
  public DiffSide {
    parts = List.copyOf(parts);
  }

  /**
   * Returns the side for a table of a folder.
   *
   * @param parts the table's parts; not empty
   * @throws DamagedDumpException if the parts hold different messages
   */
  static DiffSide of(Dump dump, List<Part> parts) throws IOException {
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

  /** Returns a side of the same table with other parts. */
  DiffSide with(List<Part> others) {
    return new DiffSide(dump, message, others);
  }

  /** Returns the names of the key columns; empty if the records have no key. */
  List<String> keyColumns() {
    if (isEvent(message)) {
      return List.of("id");
    }
    return message.getOptions().hasExtension(OptionsProto.table)
        ? LegacyTable.of(message).key().stream().map(LegacyColumn::name).toList()
        : List.of();
  }

  /** Returns whether the records have a key. */
  public boolean hasKey() {
    return !keyColumns().isEmpty();
  }

  /** Returns the reader of the keys; empty if the records have no key. */
  Optional<RecordKey> keys() {
    if (isEvent(message)) {
      // Two events may have the same instant, so the id is the key.
      return Optional.of(
          (bytes, offset, length) -> EventEnvelope.parse(bytes, offset, length).idText());
    }
    return RecordKey.of(message);
  }

  private static boolean isEvent(Descriptor message) {
    return message.getFullName().equals(Event.getDescriptor().getFullName());
  }

  /**
   * A record of one side.
   *
   * @param side the side that has it
   * @param key its key as text; a digest of the record if it has no key
   * @param part the path of its part
   * @param ordinal its number in the part
   * @param bytes the record in wire format
   */
  public record DiffRecord(DiffSide side, String key, String part, long ordinal, ByteString bytes) {

    /** The memory that a record takes in addition to its bytes and key. */
    private static final int OVERHEAD_BYTES = 200;

    /** Returns the approximate memory that the record takes. */
    long heldBytes() {
      return OVERHEAD_BYTES + 2L * key.length() + bytes.size();
    }

    /**
     * Parses the record.
     *
     * @throws DamagedDumpException if it is not of the side's message; has the part and the ordinal
     */
    public DynamicMessage parse() throws IOException {
      try {
        return DynamicMessage.parseFrom(side.message(), bytes);
      } catch (InvalidProtocolBufferException e) {
        throw DamagedDumpException.ofRecord(
            part,
            ordinal,
            Optional.empty(),
            "not a " + side.message().getFullName() + ": " + e.getMessage(),
            e);
      }
    }
  }
}
