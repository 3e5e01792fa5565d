package com.happypancake.transformer.sort;

import com.happypancake.dumps.block.OrderedTasks;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Collects the records of one task after another in a share of the memory. When the share is full,
 * it spills a run of the ended tasks' records, which the log then notes, and another one of the
 * current task's. Not thread-safe.
 *
 * @param <R> what a task returns
 */
final class RecordCollector<R> implements RecordSink, Closeable {

  private final SortMemory memory;
  private final Spill spill;
  private final RunLog<R> log;
  private final Arena arena;
  private final KeyIndex index;

  /** The runs that are not in the log yet. */
  private final List<RunFile> runs = new ArrayList<>();

  /** The results of the ended tasks that are not in the log yet. */
  private final List<R> results = new ArrayList<>();

  /** Notes one spill, once the disk has it, while more records are collected. */
  private final OrderedTasks<Boolean> notes = new OrderedTasks<>(note -> new Thread(note).start());

  /** The place of the current task's first record in the index. */
  private int taskStart;

  /** Writes sorted records into runs. */
  interface Spill {
    List<RunFile> spill(SortCursor sorted) throws IOException;
  }

  RecordCollector(SortMemory memory, Spill spill, RunLog<R> log) {
    this.memory = memory;
    this.spill = spill;
    this.log = log;
    this.arena = new Arena(memory.chunkBytes());
    this.index = new KeyIndex(arena, memory.indexEntries());
  }

  @Override
  public void add(byte[] key, int keyLength, byte[] payload, int payloadLength) throws IOException {
    if (keyLength < 0 || keyLength > RecordLayout.MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a key has at most %d bytes, not %d",
              RecordLayout.MAX_KEY_BYTES,
              keyLength));
    }
    int bytes = RecordLayout.size(keyLength, payloadLength);
    if (index.isFull() || (index.size() > 0 && arena.bytesWith(bytes) > memory.arenaBytes())) {
      spillAll();
    }
    long address = arena.add(key, keyLength, payload, payloadLength);
    index.add(RecordLayout.prefix(key, 0, keyLength), address);
  }

  /** Ends the current task. */
  void endTask(R result) {
    results.add(result);
    taskStart = index.size();
  }

  /** Spills all records, and notes the ended tasks. */
  void spillAll() throws IOException {
    if (!results.isEmpty()) {
      // The current task has no run yet: its first one would have ended the list of results.
      spill(0, taskStart);
      note();
    }
    spill(taskStart, index.size());
    index.clear();
    arena.clear();
    taskStart = 0;
  }

  private void note() throws IOException {
    awaitNotes();
    List<RunFile> spilled = List.copyOf(runs);
    List<R> ended = List.copyOf(results);
    runs.clear();
    results.clear();
    notes.add(
        () -> {
          for (RunFile run : spilled) {
            run.force();
          }
          log.spilled(spilled, ended);
          return true;
        });
  }

  /** Waits until the log has all spills of ended tasks. */
  void awaitNotes() throws IOException {
    while (notes.size() > 0) {
      notes.take();
    }
  }

  /** Waits for the note that is being made. */
  @Override
  public void close() {
    notes.close();
  }

  private void spill(int from, int to) throws IOException {
    if (from < to) {
      index.sort(from, to);
      runs.addAll(spill.spill(new ArenaCursor(arena, index, from, to)));
    }
  }

  /** Sorts the records and returns them as a run in memory; empty if there are none. */
  Optional<SortedRun> sort() {
    if (index.size() == 0) {
      return Optional.empty();
    }
    index.sort(0, index.size());
    return Optional.of(new ArenaRun(arena, index));
  }
}
