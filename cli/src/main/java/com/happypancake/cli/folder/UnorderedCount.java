package com.happypancake.cli.folder;

import com.happypancake.cli.Cancellation;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.folder.record.EventTypes;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/** Counts all records of parts by reading them on all processors. */
final class UnorderedCount {

  /** To look around for each record would take longer than to read it. */
  private static final int RECORDS_A_LOOK = 4096;

  private final Dump dump;
  private final List<Part> parts;
  private final boolean events;
  private final EventTypes types;
  private final ProgressLine progress;
  private final Cancellation cancellation;
  private final AtomicLong done = new AtomicLong();
  private final long records;

  UnorderedCount(Query query, ProgressLine progress, Cancellation cancellation) throws IOException {
    this.dump = query.dump();
    this.parts = query.parts();
    this.events = dump.manifest().getContent() == Content.CONTENT_EVENTS;
    this.types = EventTypes.of(dump);
    this.progress = progress;
    this.cancellation = cancellation;
    this.records = parts.stream().mapToLong(Part::getRecords).sum();
  }

  /**
   * Adds the records of each table, or the events of each type.
   *
   * @throws CancellationException if the process is to end, or the thread is interrupted
   */
  void addTo(Map<String, Long> counts) throws IOException {
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
  }

  private Map<String, Long> count(Part part, PartReader reader) throws IOException {
    return events
        ? countTypes(part, reader)
        : Map.of(Selection.table(part), countRows(part, reader));
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

  private void look(Part part, long more) {
    if (cancellation.isRequested() || Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
    long now = done.addAndGet(more);
    progress.update(
        () ->
            String.format(
                Locale.ROOT, "counting: %d of %d records: %s", now, records, part.getPath()));
  }
}
