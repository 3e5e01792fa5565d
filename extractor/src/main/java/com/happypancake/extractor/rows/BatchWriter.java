package com.happypancake.extractor.rows;

import com.happypancake.database.SourceException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and writes a chunk's rows in a thread of its own, beside the one that calls the driver. A
 * few batches at most are under way, and a row longer than all of these passes alone.
 *
 * <p>If writing fails, the reader is interrupted, whatever it waits for, and hears of it at its
 * next call. For the thread that started it.
 */
final class BatchWriter implements Closeable {

  private static final int MAX_WAITING_BYTES = 4 << 20;

  private final int columns;
  private final Sink sink;
  private final Thread reader = Thread.currentThread();
  private final Thread thread = new Thread(this::run, "hpc-extract-writer");
  private final Deque<RowBatch> full = new ArrayDeque<>();
  private final Deque<RowBatch> free = new ArrayDeque<>();
  private long waitingBytes;
  private boolean ended;
  private boolean interruptedReader;
  private @Nullable Throwable failure;

  /** Takes batches, in their order. */
  @FunctionalInterface
  interface Sink {
    /** Takes the rows of a batch, which is then used again. */
    void write(RowBatch batch) throws SourceException, IOException;
  }

  private BatchWriter(int columns, Sink sink) {
    this.columns = columns;
    this.sink = sink;
  }

  /** Starts one for rows of so many columns. */
  static BatchWriter start(int columns, Sink sink) {
    BatchWriter writer = new BatchWriter(columns, sink);
    writer.thread.setDaemon(true);
    writer.thread.start();
    return writer;
  }

  /**
   * Returns an empty batch, once there is room for one.
   *
   * @throws SourceException if a value can't be held
   * @throws IOException if writing failed
   * @throws InterruptedException if the thread was interrupted
   */
  synchronized RowBatch next() throws SourceException, IOException, InterruptedException {
    refuseFailed();
    while (waitingBytes > MAX_WAITING_BYTES) {
      wait();
      refuseFailed();
    }
    return free.isEmpty() ? new RowBatch(columns) : free.remove();
  }

  /** Hands a batch over; it is no longer the caller's. */
  synchronized void write(RowBatch batch) {
    waitingBytes += batch.heapBytes();
    full.add(batch);
    notifyAll();
  }

  /**
   * Waits until all is written.
   *
   * @throws SourceException if a value can't be held
   * @throws IOException if writing failed
   * @throws InterruptedException if the thread was interrupted
   */
  void finish() throws SourceException, IOException, InterruptedException {
    synchronized (this) {
      refuseFailed();
      ended = true;
      notifyAll();
    }
    thread.join();
    refuseFailed();
  }

  /**
   * Throws what ended the writing, if anything did: what else the reader met then came of that.
   *
   * @throws SourceException if a value can't be held
   * @throws IOException if writing failed
   */
  synchronized void refuseFailed() throws SourceException, IOException {
    if (failure == null) {
      return;
    }
    takeInterruptBack();
    if (failure instanceof IOException thrown) {
      throw thrown;
    }
    if (failure instanceof SourceException thrown) {
      throw thrown;
    }
    throw new IllegalStateException("a writer failed", failure);
  }

  private synchronized void takeInterruptBack() {
    if (interruptedReader) {
      interruptedReader = false;
      Thread.interrupted();
    }
  }

  private void run() {
    try {
      for (RowBatch batch = take(); batch != null; batch = take()) {
        sink.write(batch);
        recycle(batch);
      }
    } catch (SourceException | IOException | InterruptedException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private synchronized @Nullable RowBatch take() throws InterruptedException {
    while (full.isEmpty() && !ended) {
      wait();
    }
    return full.poll();
  }

  private synchronized void recycle(RowBatch batch) {
    waitingBytes -= batch.heapBytes();
    batch.clear();
    free.add(batch);
    notifyAll();
  }

  private synchronized void fail(Throwable thrown) {
    failure = thrown;
    if (!ended) {
      interruptedReader = true;
      reader.interrupt();
    }
    notifyAll();
  }

  /** Ends the thread; what it has not written yet is dropped. */
  @Override
  public void close() {
    synchronized (this) {
      ended = true;
      full.clear();
      takeInterruptBack();
      notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
