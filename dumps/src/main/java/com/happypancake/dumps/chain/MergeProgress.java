package com.happypancake.dumps.chain;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.ReadListener;
import com.happypancake.schemas.manifest.Part;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells how far a merge is, and ends it once the thread that runs it is interrupted. Safe for use
 * by several threads.
 */
final class MergeProgress {

  /** To look around for each record would take longer than to read it. */
  private static final long RECORDS_A_LOOK = 4096;

  private final ReadListener listener;
  private final Thread caller = Thread.currentThread();
  private final AtomicLong done = new AtomicLong();
  private final long total;

  /**
   * A merge that the current thread begins.
   *
   * @param dumps all that are read
   */
  MergeProgress(ReadListener listener, Collection<Dump> dumps) {
    this.listener = listener;
    this.total =
        dumps.stream().flatMap(dump -> dump.parts().stream()).mapToLong(Part::getRecords).sum();
  }

  /**
   * Counts the record that a reader is at.
   *
   * @throws CancellationException if the merge is to end
   */
  void step(DumpPart part, PartReader reader) {
    if (reader.ordinal() % RECORDS_A_LOOK == 0) {
      add(part, RECORDS_A_LOOK);
    }
  }

  /** Counts the records of a part that were not counted by {@link #step}. */
  void end(DumpPart part) {
    add(part, part.part().getRecords() % RECORDS_A_LOOK);
  }

  /** Counts all records of a part that was not read record by record. */
  void whole(DumpPart part) {
    add(part, part.part().getRecords());
  }

  private void add(DumpPart part, long more) {
    look(0);
    listener.progress(
        part.dump().folder().resolve(part.part().getPath()).toString(),
        done.addAndGet(more),
        total);
  }

  /**
   * Looks now and then whether to go on.
   *
   * @param number of the record at hand
   * @throws CancellationException if the merge is to end
   */
  void look(long number) {
    if (number % RECORDS_A_LOOK == 0 && caller.isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }
}
