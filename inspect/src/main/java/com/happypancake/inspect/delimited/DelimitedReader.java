package com.happypancake.inspect.delimited;

import com.happypancake.dumps.PartWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads length-prefixed records from an uncompressed stream. Not thread-safe.
 *
 * <p>A record is a range of an array, which the next record overwrites.
 */
final class DelimitedReader implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_VARINT_BYTES = 5;
  private static final int WIRE_TYPE_MASK = 7;
  private static final int LENGTH_DELIMITED = 2;

  /** A long record's array grows in steps, so that a wrong length allocates little. */
  private static final int STEP_BYTES = 1 << 20;

  private final Path file;
  private final InputStream in;
  private final RecordPrefix prefix;

  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int limit;
  private long consumed;

  private long number;
  private long offset;
  private long tag;
  private byte[] bytes = new byte[BUFFER_BYTES];
  private int length;

  /**
   * Creates a reader before the first record.
   *
   * @param file the file that messages name
   */
  DelimitedReader(Path file, InputStream in, RecordPrefix prefix) {
    this.file = file;
    this.in = in;
    this.prefix = prefix;
  }

  /**
   * Reads the next record.
   *
   * @return false at the end of the stream
   * @throws DamagedFileException if the stream ends inside a record, a prefix is impossible, or the
   *     stream can't be decompressed
   */
  boolean advance() throws IOException {
    offset = consumed;
    number++;
    if (next == limit && !fill()) {
      number--;
      return false;
    }
    long size =
        switch (prefix) {
          case VARINT -> varint("length");
          case TAGGED -> tagged();
          case LITTLE -> Integer.toUnsignedLong(Integer.reverseBytes(fixed()));
          case BIG -> Integer.toUnsignedLong(fixed());
        };
    if (size > PartWriter.MAX_RECORD_BYTES) {
      throw damaged(
          "its length is %d; a record has at most %d bytes", size, PartWriter.MAX_RECORD_BYTES);
    }
    take((int) size);
    return true;
  }

  private long varint(String what) throws IOException {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      int each = octet(what);
      value |= (long) (each & 0x7F) << (7 * i);
      if (each < 0x80) {
        return value;
      }
    }
    throw damaged("its %s is a varint of more than %d bytes", what, MAX_VARINT_BYTES);
  }

  private long tagged() throws IOException {
    long found = varint("field tag");
    if ((found & WIRE_TYPE_MASK) != LENGTH_DELIMITED || found >> 3 == 0) {
      throw damaged("the tag before its length is %d, which is not that of a message field", found);
    }
    if (number > 1 && found != tag) {
      throw damaged(
          "its tag names field %d; the tag of the first record names field %d",
          found >> 3, tag >> 3);
    }
    tag = found;
    return varint("length");
  }

  private int fixed() throws IOException {
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = value << 8 | octet("length");
    }
    return value;
  }

  private int octet(String what) throws IOException {
    if (next == limit && !fill()) {
      throw cut("the stream ends inside its " + what);
    }
    consumed++;
    return buffer[next++] & 0xFF;
  }

  private void take(int size) throws IOException {
    length = 0;
    while (length < size) {
      if (next == limit && !fill()) {
        throw cut(
            String.format(Locale.ROOT, "the stream ends after %d of its %d bytes", length, size));
      }
      int now = Math.min(size - length, limit - next);
      if (bytes.length < length + now) {
        long most = Math.max(2L * bytes.length, STEP_BYTES);
        bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(most, length + now), size));
      }
      System.arraycopy(buffer, next, bytes, length, now);
      next += now;
      length += now;
      consumed += now;
    }
  }

  /** Reads more of the stream. Returns false at its end. */
  private boolean fill() throws IOException {
    try {
      int read = in.read(buffer);
      next = 0;
      limit = Math.max(0, read);
      return read >= 0;
    } catch (UncheckedIOException e) {
      // The file can't be read, which says nothing about its content.
      throw e.getCause();
    } catch (IOException | RuntimeException e) {
      // Decompressors throw exceptions of many types for bytes that they can't understand.
      throw DamagedFileException.ofStream(file, number, offset, e);
    }
  }

  private DamagedFileException cut(String what) {
    return new DamagedFileException(file, number, offset, what, true, null);
  }

  private DamagedFileException damaged(String what, Object... values) {
    return new DamagedFileException(
        file, number, offset, String.format(Locale.ROOT, what, values), false, null);
  }

  /** Returns an exception about the current record. */
  DamagedFileException damaged(String what, Throwable cause) {
    return new DamagedFileException(file, number, offset, what, false, cause);
  }

  /** Returns the array that holds the record, from its beginning on. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns the number of bytes of the record. */
  int length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
