package com.happypancake.inspect.diff;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.dumps.DamagedDumpException;
import java.io.IOException;
import java.util.Optional;

/**
 * A record of one of two sides.
 *
 * @param side that has it
 * @param key the text of its key; of a record without one, a digest of the record
 * @param part the path of its part
 * @param ordinal its number in the part
 * @param bytes the record in wire format
 */
public record DiffRecord(DiffSide side, String key, String part, long ordinal, ByteString bytes) {

  /** The memory of a record besides its bytes and the characters of its key. */
  private static final int OVERHEAD_BYTES = 200;

  /** Returns about how much memory it takes. */
  long heldBytes() {
    return OVERHEAD_BYTES + 2L * key.length() + bytes.size();
  }

  /**
   * Parses the record.
   *
   * @throws DamagedDumpException if it is not of the side's message; tells where it is
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
