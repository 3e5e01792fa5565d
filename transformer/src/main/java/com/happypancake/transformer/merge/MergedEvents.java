package com.happypancake.transformer.merge;

import com.google.protobuf.ByteString;
import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import com.happypancake.transformer.event.RejectSink;
import com.happypancake.transformer.sort.KeyRange;
import com.happypancake.transformer.sort.SortCursor;
import com.happypancake.transformer.sort.SortedRecords;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;

/**
 * Iterates over sorted events from one on. Ranges of them are merged side by side on several
 * threads.
 */
public final class MergedEvents implements Closeable {

  private final SortedRecords sorted;
  private final Iterator<KeyRange> ranges;
  private final OrderedTasks<MergedRange> merges;
  private MergedRange current;
  private long advanced;

  /** The payloads of a range. */
  private record MergedRange(ByteString from, PayloadBuffer payloads) {}

  /**
   * A place among the events.
   *
   * @param from a key
   * @param skipped the number of events between the first one whose key is not less, and the place
   */
  public record Position(ByteString from, long skipped) {

    /** The place before the first event. */
    public static final Position FIRST = new Position(ByteString.EMPTY, 0);
  }

  /**
   * Creates an iterator.
   *
   * @param begin the place of the first event
   */
  public MergedEvents(SortedRecords sorted, Position begin, Workers workers) throws IOException {
    this.sorted = sorted;
    KeyRange all = KeyRange.between(begin.from().toByteArray(), RejectSink.KEYS.from());
    this.ranges = sorted.ranges(all).iterator();
    this.merges = new OrderedTasks<>(workers.executor());
    this.current = new MergedRange(begin.from(), new PayloadBuffer(0));
    skip(begin.skipped());
  }

  private void skip(long events) throws IOException {
    for (long i = 0; i < events; i++) {
      if (!advance()) {
        throw new IllegalStateException(
            "the journal names more events than there are; this is an error in hpc, please report"
                + " it");
      }
    }
  }

  /** Moves to the next event and returns whether there is one. */
  public boolean advance() throws IOException {
    while (!current.payloads().advance()) {
      while (merges.size() < sorted.rangesAhead() && ranges.hasNext()) {
        KeyRange range = ranges.next();
        merges.add(() -> merge(range));
      }
      if (merges.size() == 0) {
        return false;
      }
      current = merges.take();
      advanced = 0;
    }
    advanced++;
    return true;
  }

  /** Returns the place of the current event, or the one after the last event. */
  public Position position(boolean isAtEvent) {
    return new Position(current.from(), isAtEvent ? advanced - 1 : advanced);
  }

  private MergedRange merge(KeyRange range) throws IOException {
    PayloadBuffer payloads = new PayloadBuffer(range.bytes());
    try (SortCursor cursor = sorted.open(range)) {
      while (cursor.advance()) {
        payloads.add(cursor.bytes(), cursor.payloadOffset(), cursor.payloadLength());
      }
    }
    return new MergedRange(ByteString.copyFrom(range.from()), payloads);
  }

  public byte[] bytes() {
    return current.payloads().bytes();
  }

  public int offset() {
    return current.payloads().offset();
  }

  public int length() {
    return current.payloads().length();
  }

  @Override
  public void close() {
    merges.close();
  }
}
