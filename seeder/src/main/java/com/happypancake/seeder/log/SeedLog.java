package com.happypancake.seeder.log;

import com.google.protobuf.util.Timestamps;
import com.happypancake.dumps.ChecksummedEntries;
import com.happypancake.schemas.seed.LogEntry;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The log of all seeds into one exchange: entries of hpc/seed.proto, which are only appended.
 *
 * <p>Not thread-safe. An entry counts once {@link #force} has returned.
 */
public final class SeedLog implements Closeable {

  static final int VERSION = 1;

  private final LogStorage storage;
  private final Clock clock;
  private final SeedHistory history;
  private final long tornBytes;

  private SeedLog(LogStorage storage, Clock clock, SeedHistory history, long tornBytes) {
    this.storage = storage;
    this.clock = clock;
    this.history = history;
    this.tornBytes = tornBytes;
  }

  /**
   * Opens a log. Cuts off what a crash left behind the last intact entry.
   *
   * @param clock gives the entries their time
   * @throws IOException if the storage can't be read or written
   */
  public static SeedLog open(LogStorage storage, Clock clock) throws IOException {
    byte[] bytes = storage.read();
    List<LogEntry> entries = new ArrayList<>();
    long intact = readEntries(bytes, entries);
    if (intact < bytes.length) {
      storage.truncate(intact);
    }
    return new SeedLog(storage, clock, SeedHistory.of(entries), bytes.length - intact);
  }

  /**
   * Reads the intact entries of a log's bytes.
   *
   * @param entries receives them
   * @return the offset behind the last intact entry
   */
  public static long readEntries(byte[] bytes, List<LogEntry> entries) {
    return ChecksummedEntries.read(bytes, content -> entries.add(LogEntry.parseFrom(content)));
  }

  /** Returns what the log held when it was opened, and what was forced since. */
  public SeedHistory history() {
    return history;
  }

  /** Returns the number of bytes that were cut off when the log was opened. */
  public long tornBytes() {
    return tornBytes;
  }

  /** Appends an entry, and sets its time. */
  public void append(LogEntry.Builder entry) throws IOException {
    LogEntry timed = entry.setTime(Timestamps.fromMillis(clock.millis())).build();
    storage.append(ChecksummedEntries.frame(timed.toByteArray()));
    history.add(timed);
  }

  /** Makes all appended entries durable. */
  public void force() throws IOException {
    storage.force();
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}
