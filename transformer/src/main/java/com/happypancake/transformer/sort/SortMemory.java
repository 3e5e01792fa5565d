package com.happypancake.transformer.sort;

/**
 * The shares of a memory limit. While records are collected, each thread has an arena, an index and
 * a block. If they all fit, they stay there while ranges of them are merged. Otherwise the arenas
 * are free by then: one half of the memory is for the blocks that all threads read, and the other
 * for merged ranges.
 *
 * @param arenaBytes the bytes for a thread's records
 * @param indexEntries the maximum number of a thread's records
 * @param chunkBytes the size of the arena's chunks
 * @param blockBytes the size of a spilled run's blocks
 * @param fanIn the number of runs that a thread merges at once
 * @param rangeBytes the size of a merged range if all records are in memory
 * @param spilledRangeBytes the size of a merged range of spilled records
 */
record SortMemory(
    long arenaBytes,
    int indexEntries,
    int chunkBytes,
    int blockBytes,
    int fanIn,
    long rangeBytes,
    long spilledRangeBytes) {

  /**
   * The size of an array's header. With it, a chunk's size is a power of two and fits into a
   * garbage collector's region.
   */
  private static final int ARRAY_HEADER_BYTES = 16;

  private static final int MIN_CHUNK_BYTES = 1 << 10;
  private static final int MAX_CHUNK_BYTES = 1 << 20;
  private static final int MIN_BLOCK_BYTES = 1 << 10;
  private static final int MAX_BLOCK_BYTES = 1 << 16;

  /** More files could exceed the usual limit of 1024 open ones. */
  private static final int MAX_FILES = 512;

  /** The index gets an eighth of the memory, because an event's record takes about 200 bytes. */
  private static final int INDEX_SHARE = 8;

  /** The ranges that are being merged, or wait for their use, for each thread. */
  static final int RANGES_AHEAD = 2;

  /** With the one that is in use. */
  private static final int RANGES_PER_THREAD = RANGES_AHEAD + 1;

  private static final long MAX_RANGE_BYTES = 4 << 20;

  /** Each range begins within a block of each run, which is read twice: long ranges read less. */
  private static final long MAX_SPILLED_RANGE_BYTES = 16 << 20;

  static SortMemory of(long bytes, int threads) {
    long share = Math.max(1, bytes / threads);
    int blockBytes = (int) Math.min(MAX_BLOCK_BYTES, Math.max(MIN_BLOCK_BYTES, share / 256));
    long indexBytes = share / INDEX_SHARE;
    long rangeBytes = Math.min(MAX_RANGE_BYTES, Math.max(1, share / 8 / RANGES_PER_THREAD));
    long arenaBytes = share - indexBytes - blockBytes - RANGES_PER_THREAD * rangeBytes;
    long chunk = Long.highestOneBit(Math.max(1, arenaBytes / 16));
    int chunkBytes =
        (int) Math.min(MAX_CHUNK_BYTES, Math.max(MIN_CHUNK_BYTES, chunk)) - ARRAY_HEADER_BYTES;
    long entries = Math.max(1, indexBytes / KeyIndex.BYTES_PER_ENTRY);
    long fanIn = Math.max(2, Math.min(MAX_FILES / threads, share / 2 / blockBytes - 1));
    return new SortMemory(
        arenaBytes,
        (int) Math.min(entries, Integer.MAX_VALUE - ARRAY_HEADER_BYTES),
        chunkBytes,
        blockBytes,
        (int) fanIn,
        rangeBytes,
        Math.min(MAX_SPILLED_RANGE_BYTES, Math.max(1, share / 2 / RANGES_PER_THREAD)));
  }
}
