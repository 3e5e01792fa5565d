package com.happypancake.seeder.engine;

/**
 * Maps a channel's publishing sequence numbers, which begin at 1, to ordinals, and resolves answers
 * for several messages. Thread-safe.
 */
public final class SequenceWindow {

  private final long[] ordinals;
  private final long[] answered;
  private long next = 1;
  private long oldest = 1;

  /**
   * Creates an empty window.
   *
   * @param size the most messages without an answer
   */
  public SequenceWindow(int size) {
    this.ordinals = new long[size];
    this.answered = new long[size];
  }

  /** Adds the next message. Its sequence number is one more than that of the last. */
  public synchronized void add(long ordinal) {
    if (next - oldest == ordinals.length) {
      throw new IllegalStateException("more than " + ordinals.length + " messages in flight");
    }
    ordinals[slot(next)] = ordinal;
    next++;
  }

  /** Receives the ordinals of an answer: the first {@code count} of the array, which is reused. */
  @FunctionalInterface
  public interface Answered {
    /** Takes them. */
    void accept(long[] ordinals, int count);
  }

  /**
   * Takes an answer.
   *
   * @param sequence the number of the message; with {@code multiple}, of the last one, or 0 for all
   */
  public synchronized void answer(long sequence, boolean multiple, Answered receiver) {
    int count = 0;
    long last = sequence == 0 ? next - 1 : Math.min(sequence, next - 1);
    for (long each = multiple ? oldest : Math.max(oldest, last); each <= last; each++) {
      int slot = slot(each);
      if (ordinals[slot] != 0) {
        answered[count] = ordinals[slot];
        ordinals[slot] = 0;
        count++;
      }
    }
    while (oldest < next && ordinals[slot(oldest)] == 0) {
      oldest++;
    }
    if (count > 0) {
      receiver.accept(answered, count);
    }
  }

  private int slot(long sequence) {
    return (int) (sequence % ordinals.length);
  }
}
