package com.happypancake.dumps.chain;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.chain.DumpChain.DumpPart;
import com.happypancake.schemas.manifest.Part;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reports the progress of a merge. Ends the merge when the thread that created this is interrupted.
 * Thread-safe.
 */
final class MergeProgress {

  /** Checking at each record would take longer than reading it. */
  private static final long RECORDS_A_CHECK = 4096;

  private final ReadListener listener;
  private final Thread caller = Thread.currentThread();
  private final AtomicLong done = new AtomicLong();
  private final long total;

  MergeProgress(ReadListener listener, Collection<Dump> dumps) {
    this.listener = listener;
    this.total =
        dumps.stream().flatMap(dump -> dump.parts().stream()).mapToLong(Part::getRecords).sum();
  }

  /**
   * Counts a reader's current record.
   *
   * @throws CancellationException if the merge was interrupted
   */
  void step(DumpPart part, PartReader reader) {
    if (reader.ordinal() % RECORDS_A_CHECK == 0) {
      add(part, RECORDS_A_CHECK);
    }
  }

  /** Counts the records of a part that {@link #step} has not counted. */
  void end(DumpPart part) {
    add(part, part.part().getRecords() % RECORDS_A_CHECK);
  }

  /** Counts all records of a part that was not read record by record. */
  void whole(DumpPart part) {
    add(part, part.part().getRecords());
  }

  private void add(DumpPart part, long more) {
    check(0);
    listener.progress(
        part.dump().folder().resolve(part.part().getPath()).toString(),
        done.addAndGet(more),
        total);
  }

  /**
   * Checks every few thousand records whether the merge was interrupted.
   *
   * @param number the record's number
   * @throws CancellationException if it was
   */
  void check(long number) {
    if (number % RECORDS_A_CHECK == 0 && caller.isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }
}
