package com.happypancake.inspect.query;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Parser;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartIndex;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.ReadListener;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.KeyRange;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import com.happypancake.schemas.value.WallClock;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/** Finds single records of a query's parts by key or by number. Not thread-safe. */
public final class RecordFinder {

  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final Query query;
  private final ReadListener listener;

  /** The query must have no conditions. The listener receives the progress of {@link #byKey}. */
  public RecordFinder(Query query, ReadListener listener) {
    this.query = query;
    this.listener = listener;
  }

  /** Receives the records that are found. */
  public interface RecordSink {
    /** Receives a record. An exception ends the search. */
    void take(DynamicMessage record) throws IOException;
  }

  /**
   * Finds the record with an ordinal, counted from 1 across all parts.
   *
   * @return whether such a record exists
   * @throws IOException if the part cannot be read or is damaged, or the sink throws it
   */
  public boolean byOrdinal(long ordinal, RecordSink sink) throws IOException {
    long left = ordinal;
    for (Part part : query.parts()) {
      if (left <= part.getRecords()) {
        try (PartReader reader = query.dump().read(part, new OrdinalRange(left, left + 1))) {
          boolean found = reader.advance();
          if (found) {
            sink.take(reader.parse(parser(part)));
          }
          return found;
        }
      }
      left -= part.getRecords();
    }
    return false;
  }

  private Parser<DynamicMessage> parser(Part part) {
    return DynamicMessage.getDefaultInstance(query.message(part)).getParserForType();
  }

  /**
   * Finds all records with a key. An event's key is its instant or its id. Of several events with
   * one id, the first is found. GUIDs may be in upper case.
   *
   * @return the number of records found
   * @throws InvalidQueryException if an event's key is not an id or instant, or a table has no key
   * @throws IOException if a part cannot be read or is damaged, or the sink throws it
   * @throws InterruptedException if the thread was interrupted
   */
  public long byKey(String key, RecordSink sink) throws IOException, InterruptedException {
    if (query.hasEvents()) {
      return events(key, sink);
    }
    Map<Part, OrdinalRange> likely = new LinkedHashMap<>();
    Map<Part, OrdinalRange> all = new LinkedHashMap<>();
    for (Part part : query.parts()) {
      keys(part);
      likely.put(part, IntegerKeys.range(query.dump(), part, key));
      all.put(part, new OrdinalRange(1, part.getRecords() + 1));
    }
    long found = rows(likely, key, sink);
    // Where keys do not ascend, a key range does not enclose its part's keys.
    return found > 0 || likely.equals(all) ? found : rows(all, key, sink);
  }

  private RecordKey keys(Part part) {
    return RecordKey.of(query.message(part))
        .orElseThrow(
            () ->
                new InvalidQueryException(
                    "%s: its records have no key; use --ordinal, or cat --where",
                    PartNames.series(part)));
  }

  private long rows(Map<Part, OrdinalRange> ranges, String key, RecordSink sink)
      throws IOException, InterruptedException {
    long found = 0;
    ReadProgress progress = new ReadProgress(ranges.keySet(), listener);
    for (Map.Entry<Part, OrdinalRange> range : ranges.entrySet()) {
      if (range.getValue().records() > 0) {
        Part part = range.getKey();
        String text = GUID.matcher(key).matches() ? guid(part, key) : key;
        found += rows(part, range.getValue(), text, progress, sink);
      }
    }
    return found;
  }

  /** Returns a GUID in lower case, as in key texts, if the table's key is a GUID. */
  private String guid(Part part, String key) {
    List<LegacyColumn> columns = LegacyTable.of(query.message(part)).key();
    return columns.get(0).type() == ColumnType.GUID ? key.toLowerCase(Locale.ROOT) : key;
  }

  private long rows(
      Part part, OrdinalRange range, String key, ReadProgress progress, RecordSink sink)
      throws IOException, InterruptedException {
    long found = 0;
    RecordKey keys = keys(part);
    try (PartReader reader = query.dump().read(part, range)) {
      while (progress.advance(part, reader)) {
        if (reader.key(keys).equals(key)) {
          sink.take(reader.parse(parser(part)));
          found++;
        }
      }
    }
    return found;
  }

  private long events(String key, RecordSink sink) throws IOException, InterruptedException {
    if (GUID.matcher(key).matches()) {
      Optional<DynamicMessage> event = new EventSearch(query, UUID.fromString(key), listener).run();
      if (event.isPresent()) {
        sink.take(event.get());
      }
      return event.isPresent() ? 1 : 0;
    }
    long found = 0;
    try (QueryCursor cursor = new QueryCursor(query.withEvents(atInstant(key)), listener)) {
      while (cursor.advance()) {
        sink.take(cursor.message());
        found++;
      }
    }
    return found;
  }

  private EventFilter atInstant(String key) {
    try {
      Instant instant = Instant.parse(key);
      Instant next = instant.plusNanos(WallClock.NANOS_PER_TICK);
      EventFilter events = query.events();
      return new EventFilter(
          events.types(),
          events.from().filter(instant::isBefore).or(() -> Optional.of(instant)),
          events.to().filter(next::isAfter).or(() -> Optional.of(next)),
          events.member());
    } catch (DateTimeParseException e) {
      throw new InvalidQueryException(
          "an event's key is its id or its instant, such as 2014-03-01T12:34:56.1234567Z");
    }
  }

  /**
   * Narrows a part to the range that can hold an integer key. Other keys need a full read, because
   * the server orders texts and GUIDs by other rules than Java.
   */
  static final class IntegerKeys {

    private IntegerKeys() {}

    /**
     * Returns the ordinals to search.
     *
     * @param part a part with rows of a table
     * @param key as the user wrote it
     * @return the whole part if the key is not a single integer, or the key range or the index is
     *     missing or unordered; an empty range if the key lies outside the key range
     * @throws IOException if the part's index cannot be read
     */
    static OrdinalRange range(Dump dump, Part part, String key) throws IOException {
      OrdinalRange all = new OrdinalRange(1, part.getRecords() + 1);
      LegacyTable table = LegacyTable.of(DescriptorSets.message(dump.schemas(), part.getMessage()));
      OptionalLong wanted = integer(key);
      if (table.key().size() != 1 || !isInteger(table.key().get(0)) || wanted.isEmpty()) {
        return all;
      }
      KeyRange keys = part.getKeyRange();
      OptionalLong first = integer(keys.getFirst());
      OptionalLong last = integer(keys.getLast());
      if (first.isEmpty() || last.isEmpty() || first.getAsLong() > last.getAsLong()) {
        return all;
      }
      if (wanted.getAsLong() < first.getAsLong() || wanted.getAsLong() > last.getAsLong()) {
        return new OrdinalRange(1, 1);
      }
      Optional<PartIndex> index = dump.index(part);
      return index.isPresent() ? within(all, index.get().entries(), wanted.getAsLong()) : all;
    }

    private static boolean isInteger(LegacyColumn column) {
      return switch (column.type()) {
        case UNSIGNED_BYTE, INTEGER, LONG -> true;
        default -> false;
      };
    }

    /** Returns the range from the last entry below the key to the first entry above it. */
    private static OrdinalRange within(OrdinalRange all, List<IndexEntry> entries, long wanted) {
      long begin = all.first();
      long end = all.end();
      long before = Long.MIN_VALUE;
      for (IndexEntry entry : entries) {
        OptionalLong key = integer(entry.getKey());
        if (key.isEmpty() || key.getAsLong() < before) {
          return all;
        }
        before = key.getAsLong();
        if (before < wanted) {
          begin = entry.getOrdinal();
        } else if (before > wanted) {
          end = Math.min(end, entry.getOrdinal());
        }
      }
      return new OrdinalRange(begin, end);
    }

    private static OptionalLong integer(String key) {
      return key.matches("0|-?[1-9][0-9]{0,17}")
          ? OptionalLong.of(Long.parseLong(key))
          : OptionalLong.empty();
    }
  }
}
