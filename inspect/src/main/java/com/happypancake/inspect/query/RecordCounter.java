package com.happypancake.inspect.query;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartIndex;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.ReadListener;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the records of each table, or the events of each type, from the manifest, from the records
 * or from the indexes. Not thread-safe.
 */
public final class RecordCounter {

  /** Checking for an interrupt and reporting at each record would take longer than reading it. */
  private static final int RECORDS_PER_REPORT = 4096;

  private final Query query;
  private final Dump dump;
  private final ReadListener listener;
  private final EventTypes types;
  private final long records;
  private final AtomicLong done = new AtomicLong();
  private volatile boolean interrupted;

  /** Creates a counter. The listener receives the progress of {@link #byReading}. */
  public RecordCounter(Query query, ReadListener listener) {
    this.query = query;
    this.dump = query.dump();
    this.listener = listener;
    this.types = EventTypes.of(dump);
    this.records = query.parts().stream().mapToLong(Part::getRecords).sum();
  }

  /** Returns whether the counts are for event types rather than for tables. */
  public boolean countsEvents() {
    return dump.manifest().getContent() == Content.CONTENT_EVENTS;
  }

  /**
   * Returns the manifest's counts by table or event type.
   *
   * @return empty if the query filters; also for events if the query reads only some parts, or if
   *     the folder was repaired, because its counts are from before the damage
   */
  public Optional<SortedMap<String, Long>> byManifest() {
    if (query.isFiltering()
        || (countsEvents()
            && (!query.parts().equals(dump.parts()) || dump.manifest().hasRepair()))) {
      return Optional.empty();
    }
    SortedMap<String, Long> counts = new TreeMap<>();
    if (countsEvents()) {
      for (Count count : dump.manifest().getEvents().getByTypeList()) {
        if (count.getEvents() != 0) {
          counts.put(count.getType(), count.getEvents());
        }
      }
    } else {
      query
          .parts()
          .forEach(part -> counts.merge(PartNames.table(part), part.getRecords(), Long::sum));
    }
    return Optional.of(counts);
  }

  /**
   * A count from the indexes.
   *
   * @param records the records of all parts
   * @param partsWithoutIndex the number of parts that were counted from the manifest
   */
  public record IndexCount(long records, int partsWithoutIndex) {}

  /**
   * Counts the records of all parts. Reads each part from the last record in its index.
   *
   * @throws DamagedDumpException if an index or the end of a part is damaged, or a part's record
   *     count differs from the manifest's
   * @throws IOException if a file cannot be read
   */
  public IndexCount byIndex() throws IOException {
    long records = 0;
    int without = 0;
    for (Part part : query.parts()) {
      Optional<PartIndex> index = dump.index(part);
      if (index.isPresent()) {
        records += countFromLastEntry(part, index.get().entries());
      } else {
        records += part.getRecords();
        without++;
      }
    }
    return new IndexCount(records, without);
  }

  private long countFromLastEntry(Part part, List<IndexEntry> entries) throws IOException {
    long first = entries.isEmpty() ? 1 : entries.get(entries.size() - 1).getOrdinal();
    long records = first - 1;
    try (PartReader reader = dump.read(part, new OrdinalRange(first, Long.MAX_VALUE))) {
      while (reader.advance()) {
        records++;
      }
    }
    return records;
  }

  /**
   * Counts the records by table or event type. Includes tables without records.
   *
   * @throws IOException if a part cannot be read or is damaged
   * @throws InterruptedException if the thread was interrupted
   */
  public SortedMap<String, Long> byReading() throws IOException, InterruptedException {
    SortedMap<String, Long> counts = new TreeMap<>();
    if (!countsEvents()) {
      query.parts().forEach(part -> counts.put(PartNames.table(part), 0L));
    }
    if (query.isFiltering()) {
      try (QueryCursor cursor = new QueryCursor(query, listener)) {
        while (cursor.advance()) {
          counts.merge(
              countsEvents() ? cursor.type() : PartNames.table(cursor.part()), 1L, Long::sum);
        }
      }
    } else {
      countAll(counts);
    }
    return counts;
  }

  /** Counts on all processors. */
  private void countAll(Map<String, Long> counts) throws IOException, InterruptedException {
    try {
      for (Part part : query.parts()) {
        // Other threads may read a whole short part.
        if (Thread.interrupted()) {
          throw new InterruptedException(part.getPath() + ": was not counted");
        }
        dump.readUnordered(
            part,
            reader -> {
              Map<String, Long> found =
                  countsEvents()
                      ? countTypes(part, reader)
                      : Map.of(PartNames.table(part), countRows(part, reader));
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

  private long countRows(Part part, PartReader reader) throws IOException {
    long rows = 0;
    long more;
    do {
      look(part);
      more = reader.skip(RECORDS_PER_REPORT);
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
      if (++read % RECORDS_PER_REPORT == 0) {
        done.addAndGet(RECORDS_PER_REPORT);
        look(part);
      }
    }
    return found;
  }

  /** The interrupt reaches only the calling thread. The flag stops the other threads. */
  private void look(Part part) {
    if (interrupted || Thread.currentThread().isInterrupted()) {
      interrupted = true;
      throw new CancellationException();
    }
    listener.progress(part.getPath(), done.get(), records);
  }
}
