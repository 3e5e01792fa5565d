package com.happypancake.dumps.block;

import com.happypancake.dumps.block.BlockException.Kind;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;

/**
 * A record of a stream of blocks, complete or still being assembled. Its length precedes it, as a
 * varint within one block. Not thread-safe. Valid until its block's content is overwritten.
 */
public final class FramedRecord {

  private static final int MAX_PREFIX_BYTES = 5;

  /** A long record's array grows in steps, so that a wrong length allocates little. */
  private static final int STEP_BYTES = 1 << 20;

  private final VirtualOffset at;
  private final byte[] prefix;
  private final int length;
  private byte[] bytes;
  private int offset;
  private int filled;

  private FramedRecord(VirtualOffset at, byte[] prefix, int length, byte[] bytes, int offset) {
    this.at = at;
    this.prefix = prefix;
    this.length = length;
    this.bytes = bytes;
    this.offset = offset;
  }

  /**
   * Begins a record by reading its length.
   *
   * @param at the record's place
   * @param content the content of the block in which the record begins
   * @param end the end of the content
   * @param longest the maximum length of a record
   * @throws BlockException if the length is cut off or too large
   */
  public static FramedRecord begin(VirtualOffset at, byte[] content, int end, long longest)
      throws BlockException {
    int start = at.offset();
    int bytes = prefixBytes(content, start, end);
    int length = length(content, start, bytes, longest);
    byte[] prefix = Arrays.copyOfRange(content, start, start + bytes);
    return new FramedRecord(at, prefix, length, content, start + bytes);
  }

  /**
   * Takes the record's next bytes from a block.
   *
   * @param from the offset of these bytes; in the first block, after the length
   * @param end the end of the block's content
   * @return the offset of the record's end, or {@code end} if the record continues
   */
  public int take(byte[] content, int from, int end) {
    int now = Math.min(length - filled, end - from);
    if (filled == 0 && now == length) {
      bytes = content;
      offset = from;
    } else {
      if (filled == 0) {
        bytes = new byte[0];
        offset = 0;
      }
      if (bytes.length < filled + now) {
        long most = Math.max(2L * bytes.length, STEP_BYTES);
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, Math.max(most, filled + now)));
      }
      System.arraycopy(content, from, bytes, filled, now);
    }
    filled += now;
    return from + now;
  }

  /**
   * Returns the number of bytes of a record's length.
   *
   * @param content the content of a block
   * @param at the offset of the length
   * @param end the end of the content
   * @throws BlockException if the length does not end inside the block or has too many bytes
   */
  public static int prefixBytes(byte[] content, int at, int end) throws BlockException {
    for (int i = 0; i < MAX_PREFIX_BYTES; i++) {
      if (at + i == end) {
        throw new BlockException(Kind.RECORD, "the block ends inside the record's length");
      }
      if (content[at + i] >= 0) {
        return i + 1;
      }
    }
    throw new BlockException(
        Kind.RECORD, "the record's length has more than " + MAX_PREFIX_BYTES + " bytes");
  }

  /**
   * Reads the length of a record.
   *
   * @param at the offset of the length
   * @param bytes the number of bytes of the length
   * @param longest the maximum length of a record, which fits into an int
   * @throws BlockException if the length exceeds the maximum
   */
  public static int length(byte[] content, int at, int bytes, long longest) throws BlockException {
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

  /** Returns whether all bytes were taken. */
  public boolean isWhole() {
    return filled == length;
  }

  /** Returns the record's place. */
  public VirtualOffset at() {
    return at;
  }

  /** Returns the offset of the message, after the length, in its first block. */
  public int messageOffset() {
    return at.offset() + prefix.length;
  }

  /** Returns the number of bytes in the stream, including the length. */
  public long streamBytes() {
    return (long) prefix.length + length;
  }

  /** Returns the number of message bytes taken so far. */
  public int filled() {
    return filled;
  }

  /** Returns the number of bytes of the message. */
  public int length() {
    return length;
  }

  /** Returns the array that holds the message. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns the message's offset in {@link #bytes}. */
  public int offset() {
    return offset;
  }

  public void addTo(MessageDigest digest) {
    digest.update(prefix);
    digest.update(bytes, offset, length);
  }
}
