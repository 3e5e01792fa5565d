package com.happypancake.benchmarks;

import com.happypancake.dumps.Dump;
import com.happypancake.schemas.manifest.Part;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The blocks of our part in memory, as content and as raw deflate: what a codec works on when
 * nothing else is asked of it. Safe for use by several threads, none of which changes a block.
 */
final class DumpBlocks {

  private static final int HEADER_BYTES = 18;
  private static final int SIZE_AT = 16;
  private static final int TRAILER_BYTES = 8;

  private final List<byte[]> contents = new ArrayList<>();
  private final List<byte[]> deflated = new ArrayList<>();

  private DumpBlocks() {}

  /**
   * Reads the blocks of a dump of one part, and cuts the raw file as the part is cut.
   *
   * @param raw what the part was written from
   */
  static DumpBlocks of(Dump dump, Path raw) throws IOException {
    DumpBlocks blocks = new DumpBlocks();
    Part part = dump.parts().get(0);
    try (DataInputStream file = open(dump.folder().resolve(part.getPath()));
        DataInputStream content = open(raw)) {
      for (long at = 0; at < part.getBytes(); ) {
        byte[] header = new byte[HEADER_BYTES];
        file.readFully(header);
        int size =
            (ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getShort(SIZE_AT) & 0xFFFF) + 1;
        byte[] deflate = new byte[size - HEADER_BYTES - TRAILER_BYTES];
        file.readFully(deflate);
        file.skipNBytes(Integer.BYTES);
        byte[] bytes = new byte[Integer.reverseBytes(file.readInt())];
        content.readFully(bytes);
        // The terminator holds nothing.
        if (bytes.length > 0) {
          blocks.contents.add(bytes);
          blocks.deflated.add(deflate);
        }
        at += size;
      }
    }
    return blocks;
  }

  private static DataInputStream open(Path path) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 17));
  }

  /** Returns how many there are. */
  int count() {
    return contents.size();
  }

  /** Returns a block's content; not to be changed. */
  byte[] content(int block) {
    return contents.get(block);
  }

  /** Returns a block's content as one raw deflate stream; not to be changed. */
  byte[] deflated(int block) {
    return deflated.get(block);
  }
}
