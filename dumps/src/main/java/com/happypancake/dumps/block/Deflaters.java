package com.happypancake.dumps.block;

import java.io.Closeable;
import java.util.zip.Deflater;

/** What deflates the blocks of one thread. */
interface Deflaters extends Closeable {

  /**
   * Returns the deflater for a block, ready for its input.
   *
   * @param content begins at the array's first byte
   * @param length of the content
   */
  Deflater forContent(byte[] content, int length);

  @Override
  void close();

  /** Returns the JDK's, which deflates every block alike. */
  static Deflaters jdk(int level) {
    Deflater deflater = new Deflater(level, true);
    return new Deflaters() {
      @Override
      public Deflater forContent(byte[] content, int length) {
        deflater.reset();
        return deflater;
      }

      @Override
      public void close() {
        deflater.end();
      }
    };
  }
}
