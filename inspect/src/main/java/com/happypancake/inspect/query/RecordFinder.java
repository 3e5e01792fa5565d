package com.happypancake.inspect.query;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Parser;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.ReadListener;
import com.happypancake.inspect.text.RecordFormatter;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import com.happypancake.schemas.value.WallClock;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds records by their key. For one thread. */
public final class RecordFinder {

  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final Query query;
  private final RecordFormatter formats;
  private final ReadListener listener;

  public RecordFinder(Query query, RecordFormatter formats, ReadListener listener) {
    this.query = query;
    this.formats = formats;
    this.listener = listener;
  }

  /** Takes the records that are found. */
  public interface Sink {
    void take(DynamicMessage record) throws IOException;
  }

  /**
   * Finds all records with a key.
   *
   * @return how many there are
   * @throws InvalidQueryException if the text can't be a key of the table, or the table has none
   * @throws IOException if a part cannot be read, or is damaged
   * @throws InterruptedException if the user wants the run to end
   */
  public long find(String key, Sink sink) throws IOException, InterruptedException {
    List<Descriptor> messages = query.messages();
    if (messages.stream().anyMatch(EventColumns::isEnvelope)) {
      return events(key, sink);
    }
    long found = 0;
    Dump dump = query.dump();
    ReadProgress reading = new ReadProgress(query.parts(), listener);
    for (Part part : query.parts()) {
      Descriptor message = dump.descriptor(part);
      RecordKey reads =
          RecordKey.of(message)
              .orElseThrow(
                  () ->
                      usage(
                          PartSelection.series(part)
                              + ": its records have no key; use --ordinal, or cat --where"));
      OrdinalRange range = IntegerKeys.range(dump, part, key);
      if (range.records() > 0) {
        found += rows(part, range, reads, key, reading, sink);
      }
    }
    return found;
  }

  private long rows(
      Part part, OrdinalRange range, RecordKey reads, String key, ReadProgress reading, Sink sink)
      throws IOException, InterruptedException {
    Parser<DynamicMessage> parser =
        DynamicMessage.getDefaultInstance(query.dump().descriptor(part)).getParserForType();
    long found = 0;
    try (PartReader reader = query.dump().read(part, range)) {
      while (reading.advance(part, reader)) {
        if (reader.key(reads).equals(key)) {
          sink.take(reader.parse(parser));
          found++;
        }
      }
    }
    return found;
  }

  private long events(String key, Sink sink) throws IOException, InterruptedException {
    Query events =
        GUID.matcher(key).matches()
            ? new Query(
                query.dump(),
                query.parts(),
                Optional.empty(),
                query.events(),
                List.of(new Condition("id", Condition.Operator.EQUAL, key)))
            : new Query(query.dump(), query.parts(), Optional.empty(), atInstant(key), List.of());
    long found = 0;
    try (QueryCursor cursor = new QueryCursor(events, formats, listener)) {
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
      return new EventFilter(
          query.events().types(),
          Optional.of(instant),
          Optional.of(instant.plusNanos(WallClock.NANOS_PER_TICK)),
          query.events().member());
    } catch (DateTimeParseException e) {
      throw usage("an event's key is its id or its instant, such as 2014-03-01T12:34:56.1234567Z");
    }
  }

  private static InvalidQueryException usage(String message) {
    return new InvalidQueryException(message);
  }
}
