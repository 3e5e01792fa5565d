package com.happypancake.transformer;

import com.happypancake.dumps.block.WriteOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/**
 * What to transform, and how.
 *
 * @param in the folder of a finished dump of rows
 * @param out the folder for the events: absent, empty, or what an unfinished run left
 * @param country the code of the country that the dump must be of; empty to take the dump's word
 * @param memoryBytes the bound of the sort's memory; lookups and readers come on top
 * @param maxRejects how many facts may be rejected before the run fails
 * @param eventsPerPart how many events a part holds at most
 * @param clock tells the run's times, which stand in run.json alone
 * @param writing how parts are written
 */
public record Transformation(
    Path in,
    Path out,
    Optional<String> country,
    long memoryBytes,
    long maxRejects,
    long eventsPerPart,
    Clock clock,
    WriteOptions writing) {

  /** How many events a part holds unless told otherwise. */
  public static final long DEFAULT_EVENTS_PER_PART = 1_000_000;

  /** The least memory that the sort is given. */
  public static final long MIN_MEMORY_BYTES = 1 << 20;

  private static final long DEFAULT_MEMORY_PERCENT = 40;

  /** Lookups, readers and writers need the rest. */
  private static final long MAX_MEMORY_PERCENT = 80;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Transformation {
    atLeast("the sort's memory in bytes", memoryBytes, MIN_MEMORY_BYTES);
    long heapBytes = Runtime.getRuntime().maxMemory();
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
    atLeast("the number of rejects allowed", maxRejects, 0);
    atLeast("the number of events in a part", eventsPerPart, 1);
  }

  private static void atLeast(String what, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is at least %d, not %d", what, least, value));
    }
  }

  /** Returns a transformation with the defaults: no reject allowed, 40 % of the heap. */
  public static Transformation of(Path in, Path out, Clock clock) {
    return new Transformation(
        in,
        out,
        Optional.empty(),
        defaultMemoryBytes(Runtime.getRuntime().maxMemory()),
        0,
        DEFAULT_EVENTS_PER_PART,
        clock,
        WriteOptions.preferred());
  }

  /** Returns the sort's memory unless told otherwise: a share of the largest heap. */
  public static long defaultMemoryBytes(long maxHeapBytes) {
    return Math.max(MIN_MEMORY_BYTES, maxHeapBytes / 100 * DEFAULT_MEMORY_PERCENT);
  }

  /** Returns the same for one country. */
  public Transformation withCountry(String code) {
    return new Transformation(
        in, out, Optional.of(code), memoryBytes, maxRejects, eventsPerPart, clock, writing);
  }

  /** Returns the same with another bound of memory. */
  public Transformation withMemoryBytes(long bytes) {
    return new Transformation(in, out, country, bytes, maxRejects, eventsPerPart, clock, writing);
  }

  /** Returns the same with another number of rejects allowed. */
  public Transformation withMaxRejects(long rejects) {
    return new Transformation(
        in, out, country, memoryBytes, rejects, eventsPerPart, clock, writing);
  }

  /** Returns the same with parts of another size. */
  public Transformation withEventsPerPart(long events) {
    return new Transformation(in, out, country, memoryBytes, maxRejects, events, clock, writing);
  }
}
