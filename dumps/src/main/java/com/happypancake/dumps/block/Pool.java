package com.happypancake.dumps.block;

import java.io.Closeable;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Instances that are not thread-safe, lent to one task at a time. A task that fails gives its
 * instance back too, so that {@link #close} ends all of them. Thread-safe until it is closed.
 */
final class Pool<T extends Closeable> implements Closeable {

  private final Supplier<T> maker;
  private final Queue<T> free = new ConcurrentLinkedQueue<>();

  /** Creates an empty pool, which makes an instance whenever none is free. */
  Pool(Supplier<T> maker) {
    this.maker = maker;
  }

  /** A task with an instance. */
  interface Use<T, R> {
    R with(T instance) throws IOException;
  }

  /** Lends an instance to a task and returns the task's result. */
  <R> R lend(Use<T, R> task) throws IOException {
    T known = free.poll();
    T lent = known == null ? maker.get() : known;
    try {
      return task.with(lent);
    } finally {
      free.add(lent);
    }
  }

  /** Closes all instances. No task may have one. */
  @Override
  public void close() throws IOException {
    Closeables.closeAll(free);
    free.clear();
  }
}
