package com.happypancake.transformer.sort;

import com.happypancake.dumps.block.Closeables;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of records by key within a memory limit. Keys are compared as unsigned bytes.
 *
 * <p>The result does not depend on the limit. Records that fit into memory are not written to disk.
 *
 * <pre>{@code
 * try (ExternalSorter sorter = new ExternalSorter(scratch, 256 << 20)) {
 *   sorter.add(key, key.length, payload, payload.length);
 *   try (SortCursor sorted = sorter.sort()) {
 *     while (sorted.advance()) {
 *       use(sorted);
 *     }
 *   }
 * }
 * }</pre>
 */
public final class ExternalSorter implements Closeable {

  private static final int RECORDS_PER_CHECK = 4096;

  private final Path scratch;
  private final SortMemory memory;
  private final Queue<Run> runs =
      new PriorityQueue<>(
          Comparator.comparingLong(Run::bytes).thenComparing(run -> run.file().toString()));
  private @Nullable Arena arena;
  private @Nullable KeyIndex index;
  private @Nullable SortCursor sorted;
  private int files;
  private long spilledBytes;

  /**
   * Creates a sorter.
   *
   * @param scratch an empty folder for spilled runs; {@link #close} deletes the runs
   * @param memoryBytes the limit for records, index and buffers; a record longer than an eighth of
   *     it may exceed it
   * @throws IllegalArgumentException if the limit is not positive
   */
  public ExternalSorter(Path scratch, long memoryBytes) {
    if (memoryBytes <= 0) {
      throw new IllegalArgumentException("memory for sorting is positive, not " + memoryBytes);
    }
    this.scratch = scratch;
    this.memory = SortMemory.of(memoryBytes);
    Arena records = new Arena(memory.chunkBytes());
    this.arena = records;
    this.index = new KeyIndex(records, memory.indexEntries());
  }

  /**
   * Adds a record, which is copied.
   *
   * @param key the array with the key, compared as unsigned bytes
   * @param keyLength the length of the key, 0 to 255
   * @param payload the array with the payload
   * @param payloadLength the length of the payload
   * @throws IllegalArgumentException if the key is too long
   * @throws IllegalStateException after {@link #sort}
   * @throws InterruptedException if the thread is interrupted while it spills
   */
  public void add(byte[] key, int keyLength, byte[] payload, int payloadLength)
      throws IOException, InterruptedException {
    if (keyLength < 0 || keyLength > RecordLayout.MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a key has at most %d bytes, not %d",
              RecordLayout.MAX_KEY_BYTES,
              keyLength));
    }
    Arena into = arena;
    KeyIndex by = index;
    if (into == null || by == null) {
      throw new IllegalStateException("records are added before they are sorted");
    }
    int bytes = RecordLayout.size(keyLength, payloadLength);
    if (by.isFull() || (by.size() > 0 && into.bytesWith(bytes) > memory.arenaBytes())) {
      spill(into, by);
    }
    long address = into.add(key, keyLength, payload, payloadLength);
    by.add(RecordLayout.prefix(key, 0, keyLength), address);
  }

  private void spill(Arena from, KeyIndex by) throws IOException, InterruptedException {
    by.sort();
    try (SortCursor cursor = new ArenaCursor(from, by)) {
      runs.add(write(cursor));
    }
    by.clear();
    from.clear();
  }

  private Run write(SortCursor cursor) throws IOException, InterruptedException {
    Path file = scratch.resolve(String.format(Locale.ROOT, "run-%05d", files++));
    try (RunWriter writer = new RunWriter(file, memory.blockBytes())) {
      long written = 0;
      while (cursor.advance()) {
        writer.write(cursor);
        if (++written % RECORDS_PER_CHECK == 0 && Thread.currentThread().isInterrupted()) {
          throw new InterruptedException("interrupted while records were spilled");
        }
      }
      Run run = writer.finish();
      spilledBytes += run.bytes();
      return run;
    } catch (IOException | RuntimeException | InterruptedException e) {
      Closeables.closeAfter(e, () -> Files.deleteIfExists(file));
      throw e;
    }
  }

  /**
   * Sorts the records.
   *
   * @return the records; {@link SortCursor#advance} throws {@link DuplicateKeyException} if two
   *     have the same key
   * @throws IllegalStateException if it was called before
   */
  public SortCursor sort() throws IOException, InterruptedException {
    if (arena == null || index == null) {
      throw new IllegalStateException("records are sorted once");
    }
    SortCursor merged;
    if (runs.isEmpty()) {
      index.sort();
      merged = new ArenaCursor(arena, index);
    } else {
      spill(arena, index);
      // Free the arena's memory for the merge's buffers.
      arena = null;
      index = null;
      reduceRuns();
      merged = merge(runs);
    }
    arena = null;
    index = null;
    sorted = merged;
    return new DistinctCursor(merged);
  }

  /** Merges the smallest runs until one merge can read all remaining runs. */
  private void reduceRuns() throws IOException, InterruptedException {
    while (runs.size() > memory.fanIn()) {
      int count = Math.min(memory.fanIn(), runs.size() - memory.fanIn() + 1);
      List<Run> smallest = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        smallest.add(runs.remove());
      }
      Run whole;
      try (SortCursor cursor = merge(smallest)) {
        whole = write(cursor);
      } finally {
        Closeables.closeAll(smallest.stream().<Closeable>map(run -> run::delete).toList());
      }
      runs.add(whole);
    }
  }

  private static SortCursor merge(Iterable<Run> runs) throws IOException {
    List<SortCursor> readers = new ArrayList<>();
    try {
      for (Run run : runs) {
        readers.add(new RunReader(run));
      }
      return new MergeCursor(readers);
    } catch (IOException | RuntimeException e) {
      Closeables.closeAfter(e, readers.toArray(SortCursor[]::new));
      throw e;
    }
  }

  /** Returns the number of spilled bytes so far, including merging passes. */
  public long spilledBytes() {
    return spilledBytes;
  }

  /** Deletes the spilled runs and closes the cursor that {@link #sort} returned. */
  @Override
  public void close() throws IOException {
    arena = null;
    index = null;
    List<Closeable> all = new ArrayList<>();
    if (sorted != null) {
      all.add(sorted);
    }
    runs.forEach(run -> all.add(run::delete));
    Closeables.closeAll(all);
  }
}
