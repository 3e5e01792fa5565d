package com.happypancake.transformer.sort;

import java.util.ArrayList;
import java.util.List;

/**
 * Memory for records. It fills chunks of equal size one after another. A record that is longer than
 * a chunk gets a separate chunk, which {@link #clear} frees.
 *
 * <p>An address holds the number of the chunk in the upper 32 bits and the offset in the lower 32
 * bits.
 */
final class Arena {

  private final int chunkBytes;
  private final List<byte[]> chunks = new ArrayList<>();
  private final List<byte[]> spare = new ArrayList<>();
  private long heldBytes;
  private int open = -1;
  private int used;

  Arena(int chunkBytes) {
    this.chunkBytes = chunkBytes;
  }

  /** Returns the number of bytes that the arena would hold with one more record. */
  long bytesWith(int recordBytes) {
    if (recordBytes > chunkBytes) {
      return heldBytes + recordBytes;
    }
    boolean fits = open >= 0 && recordBytes <= chunkBytes - used;
    return fits || !spare.isEmpty() ? heldBytes : heldBytes + chunkBytes;
  }

  long add(byte[] key, int keyLength, byte[] payload, int payloadLength) {
    int bytes = RecordLayout.size(keyLength, payloadLength);
    long address;
    if (bytes > chunkBytes) {
      address = (long) chunks.size() << Integer.SIZE;
      chunks.add(new byte[bytes]);
      heldBytes += bytes;
    } else {
      if (open < 0 || bytes > chunkBytes - used) {
        openChunk();
      }
      address = ((long) open << Integer.SIZE) | used;
      used += bytes;
    }
    byte[] chunk = chunk(address);
    int offset = offset(address);
    RecordLayout.putHeader(chunk, offset, keyLength, payloadLength);
    int keyOffset = offset + RecordLayout.HEADER_BYTES;
    System.arraycopy(key, 0, chunk, keyOffset, keyLength);
    System.arraycopy(payload, 0, chunk, keyOffset + keyLength, payloadLength);
    return address;
  }

  private void openChunk() {
    if (spare.isEmpty()) {
      chunks.add(new byte[chunkBytes]);
      heldBytes += chunkBytes;
    } else {
      chunks.add(spare.remove(spare.size() - 1));
    }
    open = chunks.size() - 1;
    used = 0;
  }

  byte[] chunk(long address) {
    return chunks.get((int) (address >>> Integer.SIZE));
  }

  static int offset(long address) {
    return (int) address;
  }

  /** Removes all records. Keeps the chunks of normal size for reuse. */
  void clear() {
    for (byte[] chunk : chunks) {
      if (chunk.length == chunkBytes) {
        spare.add(chunk);
      } else {
        heldBytes -= chunk.length;
      }
    }
    chunks.clear();
    open = -1;
    used = 0;
  }
}
