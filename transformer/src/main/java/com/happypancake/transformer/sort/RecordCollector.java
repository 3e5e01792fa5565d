package com.happypancake.transformer.sort;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Collects records in a share of the memory. When the share is full, it sorts the records and
 * spills them as a run. Not thread-safe.
 */
public final class RecordCollector {

  private final SortMemory memory;
  private final Spill spill;
  private final Arena arena;
  private final KeyIndex index;

  /** Writes sorted records into a run. */
  interface Spill {
    void spill(SortCursor sorted) throws IOException;
  }

  RecordCollector(SortMemory memory, Spill spill) {
    this.memory = memory;
    this.spill = spill;
    this.arena = new Arena(memory.chunkBytes());
    this.index = new KeyIndex(arena, memory.indexEntries());
  }

  /**
   * Adds a record, which is copied.
   *
   * @param key the array with the key, compared as unsigned bytes
   * @param keyLength the length of the key, 0 to 255
   * @param payload the array with the payload
   * @param payloadLength the length of the payload
   * @throws IllegalArgumentException if the key is too long
   * @throws IOException if the collected records can't be spilled
   */
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
      spill();
    }
    long address = arena.add(key, keyLength, payload, payloadLength);
    index.add(RecordLayout.prefix(key, 0, keyLength), address);
  }

  /** Sorts the records and spills them, if there are any. */
  void spill() throws IOException {
    if (index.size() > 0) {
      index.sort();
      spill.spill(new ArenaCursor(arena, index, 0));
      index.clear();
      arena.clear();
    }
  }

  /** Sorts the records and returns them as a run in memory; empty if there are none. */
  Optional<SortedRun> sort() {
    if (index.size() == 0) {
      return Optional.empty();
    }
    index.sort();
    return Optional.of(new ArenaRun(arena, index));
  }
}
