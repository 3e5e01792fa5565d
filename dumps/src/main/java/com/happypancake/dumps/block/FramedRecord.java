package com.happypancake.dumps.block;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * One record of a stream, while and after it is put together from blocks. For one thread; valid
 * until its block's content is overwritten.
 */
public final class FramedRecord {

  /** Longer records grow by steps, so that a false length allocates no more than is there. */
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
   * Begins a record: reads its length.
   *
   * @param at where it begins
   * @param content of the block in which it begins
   * @param end of the content
   * @param longest how many bytes a record may have
   * @throws BlockException if it has no length that could be
   */
  public static FramedRecord begin(VirtualOffset at, byte[] content, int end, long longest)
      throws BlockException {
    int start = at.offset();
    int bytes = RecordLength.bytes(content, start, end);
    int length = RecordLength.value(content, start, bytes, longest);
    byte[] prefix = Arrays.copyOfRange(content, start, start + bytes);
    return new FramedRecord(at, prefix, length, content, start + bytes);
  }

  /**
   * Takes bytes of a block.
   *
   * @param from where they begin: in the first block, behind the length
   * @param end of the block's content
   * @return where the record ends, or {@code end} if it goes on
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

  /** Tells whether all bytes are there. */
  public boolean isWhole() {
    return filled == length;
  }

  /** Returns where it begins. */
  public VirtualOffset at() {
    return at;
  }

  /** Returns where in its first block the message begins, behind the length. */
  public int messageOffset() {
    return at.offset() + prefix.length;
  }

  /** Returns how many bytes it has in the stream, its length's included. */
  public long streamBytes() {
    return (long) prefix.length + length;
  }

  /** Returns how many bytes of the message are there. */
  public int filled() {
    return filled;
  }

  /** Returns how many bytes the message has. */
  public int length() {
    return length;
  }

  /** Returns the array that holds the message. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns where in its array the message begins. */
  public int offset() {
    return offset;
  }

  public void addTo(MessageDigest digest) {
    digest.update(prefix);
    digest.update(bytes, offset, length);
  }
}
