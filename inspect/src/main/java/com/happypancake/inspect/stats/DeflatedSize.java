package com.happypancake.inspect.stats;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;

/** Measures how many bytes values take when deflated, in pieces as long as a block of a dump. */
final class DeflatedSize extends OutputStream {

  private static final int PIECE_BYTES = 1 << 16;
  private static final int VALUE_BYTES = 1 << 10;

  private final Deflater deflater;
  private final byte[] piece = new byte[PIECE_BYTES];
  private final byte[] deflated = new byte[VALUE_BYTES];
  private final CodedOutputStream values = CodedOutputStream.newInstance(this, VALUE_BYTES);
  private int length;
  private long bytes;

  /**
   * A measurement of nothing yet.
   *
   * @param deflater may be shared with others on the same thread
   */
  DeflatedSize(Deflater deflater) {
    this.deflater = deflater;
  }

  /** Returns where to write values in wire format. */
  CodedOutputStream values() {
    return values;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    int from = offset;
    while (from < offset + count) {
      int now = Math.min(PIECE_BYTES - length, offset + count - from);
      System.arraycopy(source, from, piece, length, now);
      length += now;
      from += now;
      if (length == PIECE_BYTES) {
        deflatePiece();
      }
    }
  }

  private void deflatePiece() {
    deflater.reset();
    deflater.setInput(piece, 0, length);
    deflater.finish();
    while (!deflater.finished()) {
      bytes += deflater.deflate(deflated);
    }
    length = 0;
  }

  /** Deflates the rest. Nothing may follow. */
  void end() throws IOException {
    values.flush();
    if (length > 0) {
      deflatePiece();
    }
  }

  /** Returns the size of all pieces so far. */
  long bytes() {
    return bytes;
  }
}
