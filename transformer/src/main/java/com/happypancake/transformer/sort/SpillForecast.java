package com.happypancake.transformer.sort;

import com.happypancake.dumps.block.Workers;
import java.util.PriorityQueue;

/**
 * How much disk a sort takes.
 *
 * @param peakBytes the bytes of all runs while the most of them exist
 * @param finalBytes the bytes of the runs that the last merge reads
 */
public record SpillForecast(long peakBytes, long finalBytes) {

  /** The forecast of a sort in memory. */
  public static final SpillForecast NOTHING = new SpillForecast(0, 0);

  /** If the memory is as full as this, its threads may not fill it alike. */
  private static final double SURE_TO_FIT = 0.95;

  /** Returns the number of bytes that a record takes in a run. */
  public static int recordBytes(int keyLength, int payloadLength) {
    return RecordLayout.size(keyLength, payloadLength);
  }

  /**
   * Forecasts a sort.
   *
   * @param records the number of records
   * @param bytes the sum of their {@link #recordBytes}
   * @param overlappingBytes how many of them are in no order, so that runs of them overlap
   * @param tasks the number of tasks that add them
   * @param memoryBytes the limit of the memory
   * @param workers the threads that collect
   */
  public static SpillForecast of(
      long records,
      long bytes,
      long overlappingBytes,
      int tasks,
      long memoryBytes,
      Workers workers) {
    if (records == 0 || tasks == 0) {
      return NOTHING;
    }
    SortMemory memory = SortMemory.of(memoryBytes, workers.threads());
    long recordBytes = Math.max(1, bytes / records);
    long fill = Math.max(1, Math.min(memory.arenaBytes(), memory.indexEntries() * recordBytes));
    long task = Math.max(1, bytes / tasks);
    long most = task * ((tasks + workers.threads() - 1) / workers.threads());
    if (most <= fill * SURE_TO_FIT) {
      return NOTHING;
    }
    long headers = Run.BLOCK_HEADER_BYTES * (bytes / memory.blockBytes() + 1);
    return reduced(runs(overlappingBytes, fill, task), bytes + headers, memory.fanIn());
  }

  /** Returns the forecast of this sort and then a second one, if this one's runs stay. */
  public SpillForecast then(SpillForecast second) {
    return new SpillForecast(
        Math.max(peakBytes, finalBytes + second.peakBytes), finalBytes + second.finalBytes);
  }

  /** Each time the memory is full, the current task's records become a run of their own. */
  private static PriorityQueue<Long> runs(long bytes, long fill, long task) {
    PriorityQueue<Long> runs = new PriorityQueue<>();
    for (long rest = bytes; rest > 0; rest -= fill) {
      long run = Math.min(fill, rest);
      long current = task < run ? task / 2 : 0;
      runs.add(run - current);
      if (current > 0) {
        runs.add(current);
      }
    }
    return runs;
  }

  /** Merges the smallest runs as the sorter does. */
  private static SpillForecast reduced(PriorityQueue<Long> runs, long bytes, int fanIn) {
    long longest = 0;
    while (runs.size() > fanIn) {
      long merged = 0;
      for (int count = Math.min(fanIn, runs.size() - fanIn + 1); count > 0; count--) {
        merged += runs.remove();
      }
      runs.add(merged);
      longest = Math.max(longest, merged);
    }
    return new SpillForecast(bytes + longest, bytes);
  }
}
