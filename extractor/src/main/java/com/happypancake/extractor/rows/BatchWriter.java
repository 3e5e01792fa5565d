package com.happypancake.extractor.rows;

import com.happypancake.database.SourceException;
import com.happypancake.dumps.block.Workers;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Passes batches of rows from the thread that reads to one that writes. The reading thread waits
 * while the batches that are not yet written exceed 4 MiB.
 *
 * <p>If writing fails, the reading thread is interrupted, and its next call here throws the
 * failure. Only the thread that started the writer may use it.
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

  @FunctionalInterface
  interface Sink {
    /** Writes the rows of a batch, which is reused afterwards. */
    void write(RowBatch batch) throws SourceException, IOException;
  }

  private BatchWriter(int columns, Sink sink) {
    this.columns = columns;
    this.sink = sink;
  }

  /** Starts a writer for rows of the given number of columns. */
  static BatchWriter start(int columns, Sink sink) {
    BatchWriter writer = new BatchWriter(columns, sink);
    writer.thread.setDaemon(true);
    writer.thread.start();
    return writer;
  }

  /**
   * Returns an empty batch as soon as there is room for one.
   *
   * @throws SourceException if a dump can't hold a value
   * @throws IOException if writing failed
   */
  synchronized RowBatch next() throws SourceException, IOException, InterruptedException {
    refuseFailed();
    while (waitingBytes > MAX_WAITING_BYTES) {
      wait();
      refuseFailed();
    }
    return free.isEmpty() ? new RowBatch(columns) : free.remove();
  }

  /** Hands a batch over. The caller may not use it any more. */
  synchronized void write(RowBatch batch) {
    waitingBytes += batch.heapBytes();
    full.add(batch);
    notifyAll();
  }

  /**
   * Waits until all batches are written.
   *
   * @throws SourceException if a dump can't hold a value
   * @throws IOException if writing failed
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
   * Throws the writing thread's failure, if any. It may have caused an error of the reader.
   *
   * @throws SourceException if a dump can't hold a value
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
    if (failure instanceof Error thrown) {
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

  /** Ends the writing thread, and drops the waiting batches. */
  @Override
  public void close() {
    synchronized (this) {
      ended = true;
      full.clear();
      takeInterruptBack();
      notifyAll();
    }
    Workers.awaitEnd(thread);
  }
}
