package com.happypancake.transformer;

import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import com.happypancake.transformer.sort.KeyRange;
import com.happypancake.transformer.sort.SortCursor;
import com.happypancake.transformer.sort.SortedRecords;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;

/** Iterates over sorted events. Ranges of them are merged side by side on several threads. */
final class MergedEvents implements Closeable {

  private final SortedRecords sorted;
  private final Iterator<KeyRange> ranges;
  private final OrderedTasks<PayloadBuffer> merges;
  private PayloadBuffer current = new PayloadBuffer(0);

  MergedEvents(SortedRecords sorted, Workers workers) {
    this.sorted = sorted;
    this.ranges = sorted.ranges().iterator();
    this.merges = new OrderedTasks<>(workers.executor());
  }

  /** Moves to the next event and returns whether there is one. */
  boolean advance() throws IOException {
    while (!current.advance()) {
      while (merges.size() < sorted.rangesAhead() && ranges.hasNext()) {
        KeyRange range = ranges.next();
        merges.add(() -> merge(range));
      }
      if (merges.size() == 0) {
        return false;
      }
      current = merges.take();
    }
    return true;
  }

  private PayloadBuffer merge(KeyRange range) throws IOException {
    PayloadBuffer payloads = new PayloadBuffer(range.bytes());
    try (SortCursor cursor = sorted.open(range)) {
      while (cursor.advance()) {
        payloads.add(cursor.bytes(), cursor.payloadOffset(), cursor.payloadLength());
      }
    }
    return payloads;
  }

  byte[] bytes() {
    return current.bytes();
  }

  int offset() {
    return current.offset();
  }

  int length() {
    return current.length();
  }

  @Override
  public void close() {
    merges.close();
  }
}
