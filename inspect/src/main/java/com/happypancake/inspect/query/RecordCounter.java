package com.happypancake.inspect.query;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.ReadListener;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/** Counts all records of parts by reading them on all processors. */
public final class RecordCounter {

  /** To look around for each record would take longer than to read it. */
  private static final int RECORDS_A_LOOK = 4096;

  private final Dump dump;
  private final List<Part> parts;
  private final boolean events;
  private final EventTypes types;
  private final ReadListener listener;
  private final AtomicLong done = new AtomicLong();
  private final long records;
  private volatile boolean interrupted;

  /** A count of the query's parts. */
  public RecordCounter(Query query, ReadListener listener) throws IOException {
    this.dump = query.dump();
    this.parts = query.parts();
    this.events = dump.manifest().getContent() == Content.CONTENT_EVENTS;
    this.types = EventTypes.of(dump);
    this.listener = listener;
    this.records = parts.stream().mapToLong(Part::getRecords).sum();
  }

  /**
   * Adds the records of each table, or the events of each type.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  public void addTo(Map<String, Long> counts) throws IOException, InterruptedException {
    try {
      for (Part part : parts) {
        dump.readUnordered(
            part,
            reader -> {
              Map<String, Long> found = count(part, reader);
              synchronized (counts) {
                found.forEach((name, count) -> counts.merge(name, count, Long::sum));
              }
            });
      }
    } catch (CancellationException e) {
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException().initCause(e);
      }
      throw e;
    }
  }

  private Map<String, Long> count(Part part, PartReader reader) throws IOException {
    return events
        ? countTypes(part, reader)
        : Map.of(PartSelection.table(part), countRows(part, reader));
  }

  private long countRows(Part part, PartReader reader) throws IOException {
    long rows = 0;
    long more;
    do {
      look(part, 0);
      more = reader.skip(RECORDS_A_LOOK);
      rows += more;
      done.addAndGet(more);
    } while (more > 0);
    return rows;
  }

  private Map<String, Long> countTypes(Part part, PartReader reader) throws IOException {
    Map<String, Long> found = new HashMap<>();
    long read = 0;
    while (reader.advance()) {
      found.merge(types.of(reader), 1L, Long::sum);
      if (++read % RECORDS_A_LOOK == 0) {
        look(part, RECORDS_A_LOOK);
      }
    }
    return found;
  }

  /** The interrupt is the calling thread's; the threads that help it see the flag. */
  private void look(Part part, long more) {
    if (interrupted || Thread.currentThread().isInterrupted()) {
      interrupted = true;
      throw new CancellationException();
    }
    listener.progress(part.getPath(), done.addAndGet(more), records);
  }
}
