package com.happypancake.dumps.block;

import com.happypancake.dumps.block.BlockException.Kind;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;

/**
 * A record of a stream of blocks, while it is put together and after. Before it stands its length:
 * a varint that lies whole in the block in which it begins. For one thread; valid until its block's
 * content is overwritten.
 */
public final class FramedRecord {

  private static final int MAX_PREFIX_BYTES = 5;

  /** A long record's array grows by steps, so that a false length allocates little. */
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
   * @throws BlockException if its length is cut or too great
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
   * Takes bytes of a block.
   *
   * @param from where they begin; in the first block, after the length
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

  /**
   * Returns how many bytes a record's length takes.
   *
   * @param content of a block
   * @param at where the length begins
   * @param end of the content
   * @throws BlockException if it does not end before the content does, or is too long
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
   * Returns the length of a record.
   *
   * @param at where the length begins
   * @param bytes how many it takes
   * @param longest how many bytes a record may have, an int at most
   * @throws BlockException if it exceeds that
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

  /** Tells whether all bytes are there. */
  public boolean isWhole() {
    return filled == length;
  }

  /** Returns where it begins. */
  public VirtualOffset at() {
    return at;
  }

  /** Returns where in its first block the message begins, after the length. */
  public int messageOffset() {
    return at.offset() + prefix.length;
  }

  /** Returns how many bytes it takes in the stream, with its length. */
  public long streamBytes() {
    return (long) prefix.length + length;
  }

  /** Returns how many bytes of the message have been taken. */
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
