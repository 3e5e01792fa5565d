package com.happypancake.dumps.block;

import java.security.MessageDigest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The SHA-256 of bytes that are added piece by piece. Other threads compute it in the order of the
 * pieces while the caller goes on.
 *
 * <p>For one thread. That thread digests all waiting pieces itself if it needs one back that is not
 * done, so all are done even if the executor does nothing.
 */
final class OrderedDigest {

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
   * Adds the first bytes of an array, which must stay as they are until {@link #await}.
   *
   * @return the piece's number
   */
  long add(byte[] bytes, int length) {
    waiting.add(() -> digest.update(bytes, 0, length));
    executor.execute(this::workUnlessOthersDo);
    return ++added;
  }

  /** Waits until a piece, and all before it, are digested. */
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

  /** Returns the digest of all pieces in lower-case hexadecimal, and resets it. */
  String hex() {
    await(added);
    return Digests.hex(digest);
  }
}
