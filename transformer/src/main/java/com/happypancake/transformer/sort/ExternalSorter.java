package com.happypancake.transformer.sort;

import com.happypancake.dumps.block.Closeables;
import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Sorts any number of records by key on several threads, within a memory limit. Keys are compared
 * as unsigned bytes.
 *
 * <p>The result does not depend on the limit or on the number of threads. Records that fit into
 * memory are not written to disk.
 *
 * <pre>{@code
 * try (ExternalSorter sorter = new ExternalSorter(scratch, 256 << 20, Workers.shared())) {
 *   // On several threads:
 *   sorter.collect(collector -> collector.add(key, key.length, payload, payload.length));
 *   SortedRecords sorted = sorter.sort();
 *   for (KeyRange range : sorted.ranges()) {
 *     // Also on several threads:
 *     try (SortCursor cursor = sorted.open(range)) {
 *       while (cursor.advance()) {
 *         use(cursor);
 *       }
 *     }
 *   }
 * }
 * }</pre>
 */
public final class ExternalSorter implements Closeable {

  private final Path scratch;
  private final Workers workers;
  private final SortMemory memory;
  private final Deque<RecordCollector> free = new ArrayDeque<>();
  private final Queue<Run> runs =
      new PriorityQueue<>(
          Comparator.comparingLong(Run::bytes).thenComparing(run -> run.file().toString()));
  private int lent;
  private int files;
  private long spilledBytes;
  private boolean sorted;

  /** Adds records to a collector. */
  @FunctionalInterface
  public interface Collecting {
    void to(RecordCollector collector) throws IOException;
  }

  /**
   * Creates a sorter.
   *
   * @param scratch an empty folder for spilled runs; {@link #close} deletes the runs
   * @param memoryBytes the limit for records, index and buffers of all threads together; a record
   *     longer than an eighth of a thread's share may exceed it
   * @param workers the threads that collect, sort and read
   * @throws IllegalArgumentException if the limit is not positive
   */
  public ExternalSorter(Path scratch, long memoryBytes, Workers workers) {
    if (memoryBytes <= 0) {
      throw new IllegalArgumentException("memory for sorting is positive, not " + memoryBytes);
    }
    this.scratch = scratch;
    this.workers = workers;
    this.memory = SortMemory.of(memoryBytes, workers.threads());
  }

  /**
   * Lends a collector to the calling thread. Thread-safe.
   *
   * @throws IllegalStateException after {@link #sort}, or if more threads collect than there are
   *     workers
   * @throws IOException if the task fails
   */
  public void collect(Collecting task) throws IOException {
    RecordCollector collector = take();
    try {
      task.to(collector);
    } finally {
      giveBack(collector);
    }
  }

  private synchronized RecordCollector take() {
    if (sorted) {
      throw new IllegalStateException("records are collected before they are sorted");
    }
    if (lent == workers.threads()) {
      throw new IllegalStateException("more threads collect than the " + lent + " workers");
    }
    lent++;
    return free.isEmpty() ? new RecordCollector(memory, this::spill) : free.removeFirst();
  }

  /** The longest unused collector is lent next, so that all fill alike. */
  private synchronized void giveBack(RecordCollector collector) {
    lent--;
    free.addLast(collector);
  }

  private void spill(SortCursor cursor) throws IOException {
    Run run = write(cursor);
    synchronized (this) {
      runs.add(run);
    }
  }

  private Run write(SortCursor cursor) throws IOException {
    Path file = nextFile();
    try (RunWriter writer = new RunWriter(file, memory.blockBytes())) {
      while (cursor.advance()) {
        writer.write(cursor);
      }
      Run run = writer.finish();
      synchronized (this) {
        spilledBytes += run.bytes();
      }
      return run;
    } catch (IOException | RuntimeException e) {
      Closeables.closeAfter(e, () -> Files.deleteIfExists(file));
      throw e;
    }
  }

  private synchronized Path nextFile() {
    return scratch.resolve(String.format(Locale.ROOT, "run-%05d", files++));
  }

  /**
   * Sorts the records. No thread may collect any more.
   *
   * @throws IllegalStateException if it was called before
   * @throws InterruptedException if the thread is interrupted
   */
  public SortedRecords sort() throws IOException, InterruptedException {
    boolean inMemory = runs.isEmpty();
    List<SortedRun> all = end(inMemory);
    if (!inMemory) {
      reduceRuns();
      all.addAll(runs);
    }
    return new SortedRecords(
        all,
        inMemory ? memory.rangeBytes() : memory.spilledRangeBytes(),
        workers.threads() * SortMemory.RANGES_AHEAD);
  }

  /**
   * Sorts what the collectors hold, or spills it. Then nothing refers to their memory but the runs
   * in memory, since the merge needs it.
   *
   * @return the runs in memory
   */
  private List<SortedRun> end(boolean inMemory) throws IOException {
    List<SortedRun> inArenas = new ArrayList<>();
    try (OrderedTasks<Optional<SortedRun>> tasks = new OrderedTasks<>(workers.executor())) {
      for (RecordCollector collector : takeAll()) {
        tasks.add(
            () -> {
              if (inMemory) {
                return collector.sort();
              }
              collector.spill();
              return Optional.empty();
            });
      }
      while (tasks.size() > 0) {
        tasks.take().ifPresent(inArenas::add);
      }
    }
    return inArenas;
  }

  private synchronized List<RecordCollector> takeAll() {
    if (sorted) {
      throw new IllegalStateException("records are sorted once");
    }
    sorted = true;
    List<RecordCollector> collectors = List.copyOf(free);
    free.clear();
    return collectors;
  }

  /** Merges the smallest runs until one merge can read all remaining runs. */
  private void reduceRuns() throws IOException, InterruptedException {
    while (runs.size() > memory.fanIn()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while spilled runs were merged");
      }
      int count = Math.min(memory.fanIn(), runs.size() - memory.fanIn() + 1);
      List<Run> smallest = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        smallest.add(runs.remove());
      }
      Run whole;
      try (SortCursor cursor = SortedRecords.merge(smallest, KeyRange.ALL)) {
        whole = write(cursor);
      } finally {
        Closeables.closeAll(smallest.stream().<Closeable>map(run -> run::delete).toList());
      }
      runs.add(whole);
    }
  }

  /** Returns the number of spilled bytes so far, including merging passes. */
  public synchronized long spilledBytes() {
    return spilledBytes;
  }

  /** Deletes the spilled runs. */
  @Override
  public void close() throws IOException {
    free.clear();
    Closeables.closeAll(runs.stream().<Closeable>map(run -> run::delete).toList());
  }
}
