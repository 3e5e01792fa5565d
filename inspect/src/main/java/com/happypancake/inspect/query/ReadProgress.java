package com.happypancake.inspect.query;

import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.ReadListener;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.Collection;

/** Advances readers through parts, reports progress and stops on an interrupt. */
final class ReadProgress {

  /** Checking for an interrupt and reporting at each record would take longer than reading it. */
  private static final int RECORDS_PER_REPORT = 64;

  private final ReadListener listener;
  private final long records;
  private String last = "";
  private long done;

  /** Starts at the first part. The listener is called every 64 records. */
  ReadProgress(Collection<Part> parts, ReadListener listener) {
    this.listener = listener;
    this.records = parts.stream().mapToLong(Part::getRecords).sum();
  }

  /**
   * Moves to the next record of a part like {@link PartReader#advance}.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  boolean advance(Part current, PartReader reader) throws IOException, InterruptedException {
    if (!last.equals(current.getPath())) {
      last = current.getPath();
      done += reader.ordinal();
    }
    if (done % RECORDS_PER_REPORT == 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      listener.progress(current.getPath(), done, records);
    }
    boolean advanced = reader.advance();
    if (advanced) {
      done++;
    }
    return advanced;
  }
}
