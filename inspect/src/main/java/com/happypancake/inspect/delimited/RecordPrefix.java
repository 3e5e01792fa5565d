package com.happypancake.inspect.delimited;

/** What precedes each record of a file, and tells its length. */
public enum RecordPrefix {
  /** The length as an unsigned varint: protobuf's delimited form. */
  VARINT,
  /**
   * A field's tag, then the length as a varint: protobuf-net's {@code SerializeWithLengthPrefix}
   * with a field number. All records of a file have the same tag.
   */
  TAGGED,
  /** The length in 4 bytes, little-endian. */
  LITTLE,
  /** The length in 4 bytes, big-endian. */
  BIG
}
