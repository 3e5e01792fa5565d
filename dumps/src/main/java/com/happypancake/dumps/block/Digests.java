package com.happypancake.dumps.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/** Computes SHA-256 digests of bytes and files, in lower-case hexadecimal. */
public final class Digests {

  private static final int BUFFER_BYTES = 1 << 16;

  private Digests() {}

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the value of a digest and resets it. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  public static String sha256(Path file) throws IOException {
    return sha256(file, bytes -> {});
  }

  /**
   * Returns the SHA-256 of a file.
   *
   * @param read receives the number of bytes of each piece that was read
   */
  public static String sha256(Path file, LongConsumer read) throws IOException {
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(buffer.clear()) >= 0) {
        read.accept(buffer.flip().remaining());
        digest.update(buffer);
      }
    }
    return hex(digest);
  }

  /**
   * The SHA-256 of bytes that the caller adds in pieces. Other threads digest the pieces, in order,
   * while the caller continues.
   *
   * <p>Not thread-safe. If the caller awaits a piece that is not digested, its own thread digests
   * all waiting pieces. So all are done even if the executor does nothing.
   */
  static final class OrderedDigest {

    private final MessageDigest digest = Digests.sha256();
    private final Executor executor;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock atWork = new ReentrantLock();
    private long added;
    private final AtomicLong done = new AtomicLong();

    OrderedDigest(Executor executor) {
      this.executor = executor;
    }

    /**
     * Adds the first bytes of an array. They must not change until {@link #await} returns.
     *
     * @return the piece's number
     */
    long add(byte[] bytes, int length) {
      waiting.add(() -> digest.update(bytes, 0, length));
      executor.execute(this::workUnlessOthersDo);
      return ++added;
    }

    /** Waits until a piece and all before it are digested. */
    void await(long piece) {
      if (done.get() < piece) {
        atWork.lock();
        try {
          work();
        } finally {
          atWork.unlock();
        }
      }
    }

    private void workUnlessOthersDo() {
      // The holder of the lock may have seen an empty queue just before a piece was added.
      while (!waiting.isEmpty() && atWork.tryLock()) {
        try {
          work();
        } finally {
          atWork.unlock();
        }
      }
    }

    private void work() {
      for (Runnable piece = waiting.poll(); piece != null; piece = waiting.poll()) {
        piece.run();
        done.incrementAndGet();
      }
    }

    /** Returns the digest of all pieces in lower-case hexadecimal and resets it. */
    String hex() {
      await(added);
      return Digests.hex(digest);
    }
  }
}
