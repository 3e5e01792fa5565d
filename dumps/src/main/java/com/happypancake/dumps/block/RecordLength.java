package com.happypancake.dumps.block;

import com.happypancake.dumps.block.BlockException.Kind;
import java.util.Locale;

/** The length before a record: a varint that lies whole in the block in which it begins. */
public final class RecordLength {

  private static final int MAX_BYTES = 5;

  private RecordLength() {}

  /**
   * Returns how many bytes a length has.
   *
   * @param content of a block
   * @param at where the length begins
   * @param end of the content
   * @throws BlockException if it does not end as it has to
   */
  public static int bytes(byte[] content, int at, int end) throws BlockException {
    for (int i = 0; i < MAX_BYTES; i++) {
      if (at + i == end) {
        throw new BlockException(Kind.RECORD, "the block ends inside the record's length");
      }
      if (content[at + i] >= 0) {
        return i + 1;
      }
    }
    throw new BlockException(
        Kind.RECORD, "the record's length has more than " + MAX_BYTES + " bytes");
  }

  /**
   * Returns what a length says.
   *
   * @param at where it begins
   * @param bytes how many it has
   * @param longest how many bytes a record may have, an int at most
   * @throws BlockException if it exceeds that
   */
  public static int value(byte[] content, int at, int bytes, long longest) throws BlockException {
    long length = 0;
    for (int i = 0; i < bytes; i++) {
      length |= (long) (content[at + i] & 0x7F) << (7 * i);
    }
    if (length > longest) {
      throw new BlockException(
          Kind.RECORD,
          String.format(Locale.ROOT, "length %d exceeds the limit %d", length, longest));
    }
    return (int) length;
  }
}
