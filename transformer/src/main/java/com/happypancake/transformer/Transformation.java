package com.happypancake.transformer;

import com.happypancake.dumps.block.Workers;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.transformer.choice.Choice;
import com.happypancake.transformer.choice.RejectBudget;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The settings of a transform.
 *
 * @param in the folder of a finished dump of rows
 * @param base the folders of the dumps that a delta follows, in the order of their chain; empty for
 *     a full dump
 * @param after the folder of the events that a delta's events follow; empty if it is not checked
 * @param out the folder for the events: absent, empty, or left by an unfinished run
 * @param clock the clock for the run's times, which only run.json holds
 * @param country the code of the country that the dump must have; empty for any
 * @param threads the number of threads that work at the same time
 * @param memoryBytes the limit of the sort's memory, for all threads together; lookups and readers
 *     need more
 * @param choice which events are written
 * @param maxRejects how many facts may be rejected before the run fails
 * @param eventsPerPart the largest number of events in a part
 * @param writing how parts are written
 * @param scratch a folder for temporary files; empty for one within {@code out}
 * @param resume whether to go on with the unfinished run that {@code out} holds, if it holds one
 */
public record Transformation(
    Path in,
    List<Path> base,
    Optional<Path> after,
    Path out,
    Clock clock,
    Optional<String> country,
    int threads,
    long memoryBytes,
    Choice choice,
    RejectBudget maxRejects,
    long eventsPerPart,
    WriteOptions writing,
    Optional<Path> scratch,
    boolean resume) {

  /** Each thread opens at least two spilled files at once. */
  private static final int MAX_THREADS = 256;

  private static final long MIN_MEMORY_BYTES = 1 << 20;
  private static final long DEFAULT_MEMORY_PERCENT = 40;

  /** The lookups, readers and writers need the rest. */
  private static final long MAX_MEMORY_PERCENT = 80;

  /**
   * Checks the settings. Use {@link #builder} to name them.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public Transformation {
    base = List.copyOf(base);
    if (after.isPresent() && base.isEmpty()) {
      throw new IllegalArgumentException(
          "events follow others only if they are those of a delta; name its base");
    }
    if (!base.isEmpty()
        && (choice.from().isPresent() || choice.to().isPresent() || choice.sample().isPresent())) {
      throw new IllegalArgumentException(
          "a delta has no choice by time and no sample; it follows all events of its base");
    }
    atLeast("the number of threads", threads, 1);
    if (threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "the number of threads is at most " + MAX_THREADS + ", not " + threads);
    }
    atLeast("the sort's memory in bytes", memoryBytes, MIN_MEMORY_BYTES);
    atLeast("the number of events in a part", eventsPerPart, 1);
  }

  /** Returns the limit of one sort's memory. A delta's rows are sorted before its events are. */
  long sortBytes() {
    return base.isEmpty() ? memoryBytes : memoryBytes / 2;
  }

  private static void atLeast(String what, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is at least %d, not %d", what, least, value));
    }
  }

  /**
   * Returns a builder with default settings.
   *
   * @param heapBytes the largest heap of the JVM, of which the sort gets a part
   */
  public static Builder builder(Path in, Path out, Clock clock, long heapBytes) {
    return new Builder(in, out, clock, heapBytes);
  }

  /** Builds a transformation. */
  public static final class Builder {

    private final Path in;
    private List<Path> base = List.of();
    private Optional<Path> after = Optional.empty();
    private final Path out;
    private final Clock clock;
    private Optional<String> country = Optional.empty();
    private int threads = Workers.shared().threads();
    private final long heapBytes;
    private long memoryBytes;
    private Choice choice = Choice.ALL;
    private RejectBudget maxRejects = RejectBudget.NONE;
    private long eventsPerPart = 1_000_000;
    private WriteOptions writing = WriteOptions.preferred();
    private Optional<Path> scratch = Optional.empty();
    private boolean resume;

    private Builder(Path in, Path out, Clock clock, long heapBytes) {
      this.in = in;
      this.out = out;
      this.clock = clock;
      this.heapBytes = heapBytes;
      this.memoryBytes = Math.max(MIN_MEMORY_BYTES, heapBytes / 100 * DEFAULT_MEMORY_PERCENT);
    }

    /** Sets the dumps that a delta follows. The default is none: the dump is a full one. */
    public Builder base(List<Path> folders) {
      base = List.copyOf(folders);
      return this;
    }

    /** Sets the folder of the events that a delta's events follow. The default is any. */
    public Builder after(Path folder) {
      after = Optional.of(folder);
      return this;
    }

    /** Sets the country that the dump must have. The default is any country. */
    public Builder country(String code) {
      country = Optional.of(code);
      return this;
    }

    /** Sets the number of threads. The default is one for each processor. */
    public Builder threads(int value) {
      threads = value;
      return this;
    }

    /** Sets the limit of the sort's memory. The default is 40 % of the heap. */
    public Builder memoryBytes(long value) {
      memoryBytes = value;
      return this;
    }

    /** Sets which events are written. The default is all. */
    public Builder choice(Choice value) {
      choice = value;
      return this;
    }

    /** Sets how many facts may be rejected. The default is none. */
    public Builder maxRejects(RejectBudget value) {
      maxRejects = value;
      return this;
    }

    /** Sets the number of facts that may be rejected, whatever their reasons. */
    public Builder maxRejects(long value) {
      return maxRejects(RejectBudget.of(value));
    }

    /** Sets the largest number of events in a part. The default is a million. */
    public Builder eventsPerPart(long value) {
      eventsPerPart = value;
      return this;
    }

    /** Sets how parts are written. The default is {@link WriteOptions#preferred}. */
    public Builder writing(WriteOptions value) {
      writing = value;
      return this;
    }

    /** Sets the folder for temporary files. The default is one within the out folder. */
    public Builder scratch(Path folder) {
      scratch = Optional.of(folder);
      return this;
    }

    /** Sets whether to resume an unfinished run. The default is false. */
    public Builder resume(boolean value) {
      resume = value;
      return this;
    }

    /**
     * Returns the transformation.
     *
     * @throws IllegalArgumentException if a number is out of range, or the sort's memory is more
     *     than 80 % of the heap
     */
    public Transformation build() {
      if (memoryBytes > heapBytes / 100 * MAX_MEMORY_PERCENT) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the sort's memory of %d bytes leaves too little of the heap's %d;"
                    + " give at most %d %% of the heap, or a larger heap",
                memoryBytes,
                heapBytes,
                MAX_MEMORY_PERCENT));
      }
      return new Transformation(
          in,
          base,
          after,
          out,
          clock,
          country,
          threads,
          memoryBytes,
          choice,
          maxRejects,
          eventsPerPart,
          writing,
          scratch,
          resume);
    }
  }
}
