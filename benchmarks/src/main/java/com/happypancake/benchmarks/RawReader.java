package com.happypancake.benchmarks;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a file of length-prefixed records (FORMAT.md, 2.1), without copying a record. */
final class RawReader implements Closeable {

  private static final int BUFFER_BYTES = 1 << 20;
  private static final int MAX_PREFIX_BYTES = 5;

  private final Path path;
  private final FileChannel file;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int offset;
  private int length;
  private int end;

  RawReader(Path path) throws IOException {
    this.path = path;
    this.file = FileChannel.open(path);
  }

  /**
   * Moves to the next record.
   *
   * @return false at the end of the file
   * @throws EOFException if the file ends inside a record
   */
  boolean advance() throws IOException {
    offset += length;
    length = 0;
    if (end - offset < MAX_PREFIX_BYTES) {
      fill(MAX_PREFIX_BYTES);
      if (offset == end) {
        return false;
      }
    }
    int prefix = readPrefix();
    if (end - offset < prefix) {
      fill(prefix);
    }
    if (end - offset < prefix) {
      throw cut();
    }
    length = prefix;
    return true;
  }

  private int readPrefix() throws IOException {
    int value = 0;
    for (int shift = 0; shift < MAX_PREFIX_BYTES * 7; shift += 7) {
      if (offset == end) {
        throw cut();
      }
      int next = buffer[offset++];
      value |= (next & 0x7F) << shift;
      if (next >= 0 && value >= 0) {
        return value;
      }
    }
    throw new IOException(path + ": no length of a record before " + file.position());
  }

  /** Reads on until there are so many bytes from the offset, or the file ends. */
  private void fill(int wanted) throws IOException {
    byte[] target = wanted > buffer.length ? new byte[wanted] : buffer;
    System.arraycopy(buffer, offset, target, 0, end - offset);
    end -= offset;
    offset = 0;
    buffer = target;
    ByteBuffer free = ByteBuffer.wrap(buffer).position(end);
    while (free.position() < wanted && file.read(free) >= 0) {
      // Reads on.
    }
    end = free.position();
  }

  private EOFException cut() throws IOException {
    return new EOFException(
        path
            + ": ends inside a record, at byte "
            + file.size()
            + "; was it changed during the run?");
  }

  /** Returns the array that holds the record; valid until {@link #advance}. */
  byte[] bytes() {
    return buffer;
  }

  /** Returns where in {@link #bytes} the record begins, after its length. */
  int offset() {
    return offset;
  }

  /** Returns how many bytes the record has. */
  int length() {
    return length;
  }

  /** Returns a copy of the record. */
  byte[] record() {
    return Arrays.copyOfRange(buffer, offset, offset + length);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
