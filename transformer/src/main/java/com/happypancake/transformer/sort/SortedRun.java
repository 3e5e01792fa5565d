package com.happypancake.transformer.sort;

import java.io.IOException;
import java.util.Arrays;

/** Records in the order of their keys, in memory or in a file. Several threads may read it. */
interface SortedRun {

  /**
   * The places in a run where reading can begin, in the order of the keys. The first one is that of
   * the first record. They take about 40 bytes each. Immutable once they have an end.
   */
  final class Marks {

    private byte[] keys = {};
    private int[] keyEnds = {};
    private int[] records = {};
    private long[] bytes = {};
    private byte[] lastKey = {};
    private int size;

    /**
     * Adds a mark.
     *
     * @param key the key of the record there
     * @param recordCount the number of records from there to the next mark
     * @param byteCount their size
     */
    void add(byte[] key, int recordCount, long byteCount) {
      int start = keyStart(size);
      int end = start + key.length;
      if (end > keys.length) {
        keys = Arrays.copyOf(keys, 2 * end);
      }
      if (size == keyEnds.length) {
        resize(2 * size + 1);
      }
      System.arraycopy(key, 0, keys, start, key.length);
      keyEnds[size] = end;
      records[size] = recordCount;
      bytes[size] = byteCount;
      size++;
    }

    private void resize(int places) {
      keyEnds = Arrays.copyOf(keyEnds, places);
      records = Arrays.copyOf(records, places);
      bytes = Arrays.copyOf(bytes, places);
    }

    /** Ends the marks, and gives the last record's key. */
    Marks end(byte[] last) {
      lastKey = last;
      keys = Arrays.copyOf(keys, keyStart(size));
      resize(size);
      return this;
    }

    int size() {
      return size;
    }

    private int keyStart(int place) {
      return place == 0 ? 0 : keyEnds[place - 1];
    }

    byte[] key(int place) {
      return Arrays.copyOfRange(keys, keyStart(place), keyEnds[place]);
    }

    /** Compares the key at a place with another run's. */
    int compare(int place, Marks other, int otherPlace) {
      return Arrays.compareUnsigned(
          keys,
          keyStart(place),
          keyEnds[place],
          other.keys,
          other.keyStart(otherPlace),
          other.keyEnds[otherPlace]);
    }

    int records(int place) {
      return records[place];
    }

    long bytes(int place) {
      return bytes[place];
    }

    byte[] lastKey() {
      return lastKey;
    }

    /** Returns the place of the first mark that is not before a key; the size if there is none. */
    int from(byte[] key) {
      int from = 0;
      int to = size;
      while (from < to) {
        int middle = (from + to) >>> 1;
        int start = keyStart(middle);
        if (Arrays.compareUnsigned(keys, start, keyEnds[middle], key, 0, key.length) < 0) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    }

    /**
     * Returns the place of the last mark before a key; 0 if there is none. A run that has the key
     * twice may have it before the mark that has it, too.
     */
    int before(byte[] key) {
      return Math.max(0, from(key) - 1);
    }
  }

  /** Returns the marks, at least one. */
  Marks marks();

  /** Returns a cursor over the records of a range. */
  SortCursor open(KeyRange range) throws IOException;

  /** Returns whether the run has keys before and after the beginning of a range, or within it. */
  default boolean overlaps(KeyRange range) {
    Marks marks = marks();
    return Arrays.compareUnsigned(marks.lastKey(), range.from()) >= 0
        && range.to().map(to -> Arrays.compareUnsigned(marks.key(0), to) < 0).orElse(true);
  }
}
