package com.happypancake.transformer.sort;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Records in the order of their keys, in memory or in a file. Several threads may read it. */
interface SortedRun {

  /** A place in a run where reading can begin. Immutable. */
  final class Mark {

    private final byte[] key;
    private final int records;
    private final long bytes;

    /**
     * Creates a mark.
     *
     * @param key the key of the record there; not copied
     * @param records the number of records from there to the next mark
     * @param bytes their size
     */
    Mark(byte[] key, int records, long bytes) {
      this.key = key;
      this.records = records;
      this.bytes = bytes;
    }

    byte[] key() {
      return key;
    }

    int records() {
      return records;
    }

    long bytes() {
      return bytes;
    }
  }

  /** Returns marks in the order of the keys, the first record's first. */
  List<Mark> marks();

  /** Returns a cursor over the records of a range. */
  SortCursor open(KeyRange range) throws IOException;

  /**
   * Returns the place of the last mark before a key; 0 if there is none. A run that has the key
   * twice may have it before the mark that has it, too.
   */
  static int markBefore(List<Mark> marks, byte[] key) {
    int from = 0;
    int to = marks.size();
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      if (Arrays.compareUnsigned(marks.get(middle).key(), key) < 0) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
