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

/**
 * Sorts any number of records by key on several threads, within a memory limit. Keys are compared
 * as unsigned bytes.
 *
 * <p>The result does not depend on the limit or on the number of threads. Records that fit into
 * memory are not written to disk. Otherwise the log says which runs have which tasks' records, so
 * that a later sorter can begin with them. The owner of the scratch folder deletes them.
 *
 * <pre>{@code
 * ExternalSorter<String> sorter =
 *     new ExternalSorter<>(scratch, 256 << 20, workers, RestoredRuns.none(), log);
 * // On several threads:
 * sorter.collect(
 *     records -> {
 *       records.add(key, key.length, payload, payload.length);
 *       return "the first task";
 *     });
 * SortedRecords sorted = sorter.sort();
 * for (KeyRange range : sorted.ranges(KeyRange.ALL)) {
 *   // Also on several threads:
 *   try (SortCursor cursor = sorted.open(range)) {
 *     while (cursor.advance()) {
 *       use(cursor);
 *     }
 *   }
 * }
 * }</pre>
 *
 * @param <R> what a task that adds records returns
 */
public final class ExternalSorter<R> implements Closeable {

  private final Path scratch;
  private final Workers workers;
  private final SortMemory memory;
  private final RunLog<R> log;
  private final Deque<RecordCollector<R>> free = new ArrayDeque<>();
  private final List<RecordCollector<R>> all = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();
  private int lent;
  private int files;
  private long spilledBytes;
  private boolean sorted;

  /** A task that adds records. */
  @FunctionalInterface
  public interface CollectingTask<R> {
    R addTo(RecordSink records) throws IOException;
  }

  /**
   * Creates a sorter.
   *
   * @param scratch an empty folder for spilled runs
   * @param memoryBytes the limit for records, index and buffers of all threads together; a record
   *     longer than an eighth of a thread's share may exceed it
   * @param workers the threads that collect, sort and read
   * @param earlier the runs to begin with
   * @param log receives the runs; one that fails ends the sort
   * @throws IllegalArgumentException if the limit is not positive
   */
  public ExternalSorter(
      Path scratch, long memoryBytes, Workers workers, RestoredRuns earlier, RunLog<R> log) {
    if (memoryBytes <= 0) {
      throw new IllegalArgumentException("memory for sorting is positive, not " + memoryBytes);
    }
    this.scratch = scratch;
    this.workers = workers;
    this.log = log;
    this.runs.addAll(earlier.runs());
    this.memory = SortMemory.of(memoryBytes, workers.threads());
  }

  /**
   * Performs a task on the calling thread. Thread-safe.
   *
   * @return the task's result
   * @throws IllegalStateException after {@link #sort}, or if more threads collect than there are
   *     workers
   * @throws IOException if the task fails, or the records can't be spilled
   */
  public R collect(CollectingTask<R> task) throws IOException {
    RecordCollector<R> collector = take();
    try {
      R result = task.addTo(collector);
      collector.endTask(result);
      return result;
    } finally {
      giveBack(collector);
    }
  }

  private synchronized RecordCollector<R> take() {
    if (sorted) {
      throw new IllegalStateException("records are collected before they are sorted");
    }
    if (lent == workers.threads()) {
      throw new IllegalStateException("more threads collect than the " + lent + " workers");
    }
    lent++;
    if (!free.isEmpty()) {
      return free.removeFirst();
    }
    RecordCollector<R> collector = new RecordCollector<>(memory, this::spill, log);
    all.add(collector);
    return collector;
  }

  /** The longest unused collector is lent next, so that all fill alike. */
  private synchronized void giveBack(RecordCollector<R> collector) {
    lent--;
    free.addLast(collector);
  }

  private List<RunFile> spill(SortCursor cursor) throws IOException {
    List<Run> written = write(cursor);
    synchronized (this) {
      runs.addAll(written);
    }
    return written.stream().map(Run::file).toList();
  }

  /** Writes a run of the records before {@link KeyRange#TAIL}, and one of those in it. */
  private List<Run> write(SortCursor cursor) throws IOException {
    List<Run> written = new ArrayList<>();
    boolean more = cursor.advance();
    while (more) {
      Path file = nextFile();
      try (RunWriter writer = new RunWriter(file, memory.blockBytes())) {
        boolean isBeforeTail = KeyRange.TAIL.isAfter(cursor);
        while (more && KeyRange.TAIL.isAfter(cursor) == isBeforeTail) {
          writer.write(cursor);
          more = cursor.advance();
        }
        written.add(writer.finish());
      } catch (IOException | RuntimeException e) {
        Closeables.closeAfter(e, () -> Files.deleteIfExists(file));
        throw e;
      }
    }
    synchronized (this) {
      spilledBytes += written.stream().mapToLong(run -> run.file().bytes()).sum();
    }
    return written;
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
        workers.threads() * SortMemory.RANGES_AHEAD,
        inMemory ? Integer.MAX_VALUE : memory.fanIn());
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
      for (RecordCollector<R> collector : takeAll()) {
        tasks.add(
            () -> {
              if (inMemory) {
                return collector.sort();
              }
              collector.spillAll();
              collector.awaitNotes();
              return Optional.empty();
            });
      }
      while (tasks.size() > 0) {
        tasks.take().ifPresent(inArenas::add);
      }
    }
    return inArenas;
  }

  private synchronized List<RecordCollector<R>> takeAll() {
    if (sorted) {
      throw new IllegalStateException("records are sorted once");
    }
    sorted = true;
    List<RecordCollector<R>> collectors = List.copyOf(free);
    free.clear();
    return collectors;
  }

  /**
   * Merges runs that overlap, the smallest first, until one merge can read all that have a key in
   * their midst. Runs that follow one another, as those of rows in order do, stay as they are.
   */
  private void reduceRuns() throws IOException, InterruptedException {
    List<Run> most = SortedRecords.mostAtOnce(runs);
    while (most.size() > memory.fanIn()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while spilled runs were merged");
      }
      List<Run> smallest =
          most.stream()
              .sorted(
                  Comparator.comparingLong((Run run) -> run.file().bytes())
                      .thenComparing(run -> run.file().path().toString()))
              .limit(Math.min(memory.fanIn(), most.size() - memory.fanIn() + 1))
              .toList();
      List<Run> whole;
      try (SortCursor cursor = SortedRecords.merge(smallest, KeyRange.ALL)) {
        whole = write(cursor);
      }
      whole.get(0).file().force();
      log.merged(whole.get(0).file(), smallest.stream().map(Run::file).toList());
      Closeables.closeAll(smallest.stream().<Closeable>map(run -> run::delete).toList());
      runs.removeAll(smallest);
      runs.addAll(whole);
      most = SortedRecords.mostAtOnce(runs);
    }
  }

  /** Waits for the threads that note spilled runs. The runs stay. */
  @Override
  public synchronized void close() throws IOException {
    Closeables.closeAll(all);
  }

  /** Returns the number of spilled bytes so far, including merging passes. */
  public synchronized long spilledBytes() {
    return spilledBytes;
  }
}
