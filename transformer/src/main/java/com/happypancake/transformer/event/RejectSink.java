package com.happypancake.transformer.event;

import com.happypancake.transformer.sort.KeyRange;
import com.happypancake.transformer.sort.RecordSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes the rejects of a split. They are sorted with the events, behind all of them and in the
 * order of the rows, so that any number of rejects fits the memory. Not thread-safe.
 */
public final class RejectSink {

  /**
   * The keys of all rejects. An event's key begins with its instant, which is less before the year
   * 29000.
   */
  public static final KeyRange KEYS = KeyRange.TAIL;

  private static final int NUMBER_OFFSET = 1 + Integer.BYTES;

  private final RecordSink records;
  private final ByteBuffer key = ByteBuffer.allocate(NUMBER_OFFSET + Integer.BYTES);
  private int rejects;

  /**
   * Creates a sink.
   *
   * @param split the place of the split among all splits
   */
  public RejectSink(int split, RecordSink records) {
    this.records = records;
    key.put(KEYS.from()).putInt(split);
  }

  /** Adds a message of the type {@link com.happypancake.schemas.manifest.Reject}. */
  public void add(byte[] reject) throws IOException {
    key.putInt(NUMBER_OFFSET, rejects++);
    records.add(key.array(), key.capacity(), reject, reject.length);
  }
}
