package com.happypancake.inspect.diff;

import com.google.protobuf.ByteString;

/**
 * A record of one of two sides.
 *
 * @param key the text of its key; of a record without one, a digest of all of it
 * @param place where it stands
 * @param bytes the record in wire format
 */
public record DiffRecord(String key, Place place, ByteString bytes) {

  /** What a record costs beside its bytes and the characters of its key. */
  private static final int OVERHEAD_BYTES = 200;

  /**
   * Where a record stands.
   *
   * @param part the part's path
   * @param ordinal the record's number in it
   */
  public record Place(String part, long ordinal) {}

  /** Returns about how much memory it takes. */
  long heldBytes() {
    return OVERHEAD_BYTES + 2L * key.length() + bytes.size();
  }
}
