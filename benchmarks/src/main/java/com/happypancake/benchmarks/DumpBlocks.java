package com.happypancake.benchmarks;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.block.Codec;
import com.happypancake.schemas.manifest.Part;
import com.intel.gkl.compression.IntelDeflater;
import com.intel.gkl.compression.IntelInflater;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The blocks of a part in memory, and the work of a writer or reader on each. No writer or reader
 * can be faster. Thread-safe.
 */
final class DumpBlocks {
  private static final int HEADER_BYTES = 18;
  private static final int SIZE_AT = 16;
  private static final int TRAILER_BYTES = 8;

  /** The maximum size of a block's content and of its deflate stream. */
  private static final int MAX_BLOCK_BYTES = 1 << 16;

  private final List<byte[]> contents = new ArrayList<>();
  private final List<byte[]> deflated = new ArrayList<>();

  private DumpBlocks() {}

  /** A block of a file, not yet inflated. */
  static final class FileBlock {
    private final byte[] deflated;

    /** Zeros, as many as the block has bytes of content. */
    private final byte[] content;

    private FileBlock(byte[] deflated, byte[] content) {
      this.deflated = deflated;
      this.content = content;
    }

    /** Reads the next block of a file. */
    static FileBlock read(DataInputStream file) throws IOException {
      byte[] header = new byte[HEADER_BYTES];
      file.readFully(header);
      int size =
          (ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getShort(SIZE_AT) & 0xFFFF) + 1;
      byte[] deflated = new byte[size - HEADER_BYTES - TRAILER_BYTES];
      file.readFully(deflated);
      file.skipNBytes(Integer.BYTES);
      return new FileBlock(deflated, new byte[Integer.reverseBytes(file.readInt())]);
    }

    byte[] deflated() {
      return deflated;
    }

    byte[] content() {
      return content;
    }
  }

  /** Processes a block without changing it and returns the bytes made. Not thread-safe. */
  @FunctionalInterface
  interface BlockTask {
    long apply(byte[] content, byte[] deflated) throws DataFormatException;
  }

  /**
   * Reads the blocks of a dump of one part, and cuts the raw file like the part.
   *
   * @param raw the file from which the part was written
   */
  static DumpBlocks of(Dump dump, Path raw) throws IOException {
    DumpBlocks blocks = new DumpBlocks();
    Part part = dump.parts().get(0);
    try (DataInputStream file = open(dump.folder().resolve(part.getPath()));
        DataInputStream content = open(raw)) {
      // The terminator is a block without content.
      for (FileBlock block = FileBlock.read(file);
          block.content.length > 0;
          block = FileBlock.read(file)) {
        content.readFully(block.content);
        blocks.contents.add(block.content);
        blocks.deflated.add(block.deflated);
      }
    }
    return blocks;
  }

  static DataInputStream open(Path path) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 17));
  }

  /**
   * Runs a task on each block.
   *
   * @param threads the number of threads that share the blocks
   * @param task makes the task of a thread
   * @return the number of bytes made by all threads
   * @throws IOException if a task fails
   */
  long run(int threads, Supplier<BlockTask> task) throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Long>> sums = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        sums.add(pool.submit(() -> run(next, task.get())));
      }
      long bytes = 0;
      for (Future<Long> sum : sums) {
        bytes += sum.get();
      }
      return bytes;
    } catch (ExecutionException e) {
      throw new IOException("a block could not be worked on: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }

  private long run(AtomicInteger next, BlockTask task) throws DataFormatException {
    long bytes = 0;
    for (int i = next.getAndIncrement(); i < contents.size(); i = next.getAndIncrement()) {
      bytes += task.apply(contents.get(i), deflated.get(i));
    }
    return bytes;
  }

  /** Deflates the content. No writer with this codec can be faster. */
  static Supplier<BlockTask> deflate(Codec codec) {
    return () -> {
      Deflater deflater =
          codec.library() == Codec.Library.GKL
              ? new IntelDeflater(codec.level(), true)
              : new Deflater(codec.level(), true);
      byte[] output = new byte[MAX_BLOCK_BYTES];
      return (content, deflated) -> {
        deflater.reset();
        deflater.setInput(content, 0, content.length);
        deflater.finish();
        return deflater.deflate(output, 0, output.length);
      };
    };
  }

  /** Inflates the block. No reader with this codec can be faster. */
  static Supplier<BlockTask> inflate(Codec codec) {
    return () -> {
      Inflater inflater =
          codec.library() == Codec.Library.GKL ? new IntelInflater(true) : new Inflater(true);
      byte[] output = new byte[MAX_BLOCK_BYTES];
      return (content, deflated) -> {
        inflater.reset();
        inflater.setInput(deflated, 0, deflated.length);
        return inflater.inflate(output, 0, content.length);
      };
    };
  }

  /** Computes the CRC-32 of the content. */
  static Supplier<BlockTask> crc() {
    return () -> {
      CRC32 crc = new CRC32();
      return (content, deflated) -> {
        crc.reset();
        crc.update(content, 0, content.length);
        return content.length;
      };
    };
  }

  /** Computes the SHA-256 of the content. */
  static Supplier<BlockTask> sha256() {
    return () -> {
      MessageDigest digest = newSha256();
      return (content, deflated) -> {
        digest.update(content);
        return content.length;
      };
    };
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
