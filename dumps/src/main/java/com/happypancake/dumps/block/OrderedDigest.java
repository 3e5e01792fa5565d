package com.happypancake.dumps.block;

import java.security.MessageDigest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The SHA-256 of bytes that come piece by piece, taken in their order by other threads while the
 * caller goes on.
 *
 * <p>For one thread, which helps: where it needs a piece back that is not done, it does all that
 * wait itself. So all is done even where the executor does nothing.
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

  /** Returns once a piece, and all before it, are done. */
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
    // Who holds the lock may have looked for the last time just before a piece was added.
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

  /** Returns the digest of all pieces in lower-case hexadecimal, and begins anew. */
  String hex() {
    await(added);
    return Digests.hex(digest);
  }
}
