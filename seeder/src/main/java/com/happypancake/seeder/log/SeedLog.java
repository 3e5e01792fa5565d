package com.happypancake.seeder.log;

import com.google.protobuf.util.Timestamps;
import com.happypancake.dumps.ChecksummedEntries;
import com.happypancake.schemas.seed.LedgerSeed;
import com.happypancake.schemas.seed.LogEntry;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * The log of all seeds into one exchange: entries of hpc/seed.proto, which are only appended.
 *
 * <p>Not thread-safe. An entry counts once {@link #force} has returned.
 */
public final class SeedLog implements Closeable {

  /** The version of the entries. */
  public static final int VERSION = 1;

  private final LogStorage storage;
  private final Clock clock;
  private final SeedHistory history;
  private final long tornBytes;
  private volatile List<LedgerSeed> durable;

  private SeedLog(LogStorage storage, Clock clock, SeedHistory history, long tornBytes) {
    this.storage = storage;
    this.clock = clock;
    this.history = history;
    this.tornBytes = tornBytes;
    this.durable = history.toLedger();
  }

  /**
   * Opens a log. Cuts off what a crash left behind the last intact entry.
   *
   * @param clock gives the entries their time
   * @throws IOException if the storage can't be read or written
   */
  public static SeedLog open(LogStorage storage, Clock clock) throws IOException {
    SeedHistory history = new SeedHistory();
    long size = storage.size();
    long intact;
    try (InputStream in = storage.open()) {
      intact = read(in, size, history::add);
    }
    if (intact < size) {
      storage.truncate(intact);
    }
    return new SeedLog(storage, clock, history, size - intact);
  }

  /**
   * Reads the intact entries of a log.
   *
   * @param size the number of bytes of the stream
   * @return the offset behind the last intact entry
   */
  public static long read(InputStream in, long size, Consumer<LogEntry> entries)
      throws IOException {
    return ChecksummedEntries.read(
        in, size, content -> entries.accept(LogEntry.parseFrom(content)));
  }

  /** Returns what the log holds, and what was appended since the last {@link #force}. */
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
    durable = history.toLedger();
  }

  /** Returns the seeds as the log has them on the disk. May be called by any thread. */
  public List<LedgerSeed> durable() {
    return durable;
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}
