package com.happypancake.transformer.sort;

/**
 * The shares of a memory limit.
 *
 * @param arenaBytes the bytes for the records
 * @param indexEntries the maximum number of records
 * @param chunkBytes the size of the arena's chunks
 * @param blockBytes the size of a spilled run's blocks
 * @param fanIn the number of runs that are merged at once
 */
record SortMemory(long arenaBytes, int indexEntries, int chunkBytes, int blockBytes, int fanIn) {

  /**
   * The size of an array's header. With it, a chunk's size is a power of two and fits into a
   * garbage collector's region.
   */
  private static final int ARRAY_HEADER_BYTES = 16;

  private static final int MIN_CHUNK_BYTES = 1 << 10;
  private static final int MAX_CHUNK_BYTES = 1 << 20;
  private static final int MIN_BLOCK_BYTES = 1 << 10;
  private static final int MAX_BLOCK_BYTES = 1 << 18;

  /** A larger fan-in could exceed the usual limit of 1024 open files. */
  private static final int MAX_FAN_IN = 256;

  /** The index gets an eighth of the memory, because an event's record takes about 200 bytes. */
  private static final int INDEX_SHARE = 8;

  static SortMemory of(long bytes) {
    int blockBytes = (int) Math.min(MAX_BLOCK_BYTES, Math.max(MIN_BLOCK_BYTES, bytes / 64));
    long indexBytes = bytes / INDEX_SHARE;
    long arenaBytes = bytes - indexBytes - blockBytes;
    long chunk = Long.highestOneBit(Math.max(1, arenaBytes / 16));
    int chunkBytes =
        (int) Math.min(MAX_CHUNK_BYTES, Math.max(MIN_CHUNK_BYTES, chunk)) - ARRAY_HEADER_BYTES;
    long entries = Math.max(1, indexBytes / KeyIndex.BYTES_PER_ENTRY);
    long fanIn = Math.max(2, Math.min(MAX_FAN_IN, bytes / blockBytes - 1));
    return new SortMemory(
        arenaBytes,
        (int) Math.min(entries, Integer.MAX_VALUE - ARRAY_HEADER_BYTES),
        chunkBytes,
        blockBytes,
        (int) fanIn);
  }
}
