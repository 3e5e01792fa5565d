package com.happypancake.benchmarks;

import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.legacy.Message;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Manifest;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Writes the records of a raw file as a dump of one part. */
final class WriteDump {

  private WriteDump() {}

  /**
   * Writes a dump in a separate process.
   *
   * @param arguments the raw file, and the dump's folder, which is absent or empty
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  static void write(Path raw, Path folder) throws IOException {
    try (DumpWriter dump =
        DumpWriter.create(folder, List.of(LegacyProto.getDescriptor()), Clock.systemUTC())) {
      try (RawReader reader = new RawReader(raw);
          PartWriter part = dump.part("Messages", Message.getDescriptor().getFullName())) {
        part.entry().setTable("dbo.Messages");
        while (reader.advance()) {
          part.write(reader.bytes(), reader.offset(), reader.length());
        }
        part.finish();
      }
      dump.finish(Manifest.newBuilder().setContent(Content.CONTENT_ROWS));
    }
  }

  /** Reads a file of length-prefixed records (FORMAT.md, 2.1) without copying records. */
  static final class RawReader implements Closeable {

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

    /** Reads until {@code wanted} bytes are available from the offset, or the file ends. */
    private void fill(int wanted) throws IOException {
      byte[] target = wanted > buffer.length ? new byte[wanted] : buffer;
      System.arraycopy(buffer, offset, target, 0, end - offset);
      end -= offset;
      offset = 0;
      buffer = target;
      ByteBuffer free = ByteBuffer.wrap(buffer).position(end);
      while (free.position() < wanted && file.read(free) >= 0) {
        // Read more.
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

    /** Returns the array that contains the record. It is valid until {@link #advance}. */
    byte[] bytes() {
      return buffer;
    }

    /** Returns the offset of the record in {@link #bytes}, after its length. */
    int offset() {
      return offset;
    }

    /** Returns the record's length in bytes. */
    int length() {
      return length;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
