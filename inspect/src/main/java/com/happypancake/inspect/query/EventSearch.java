package com.happypancake.inspect.query;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.EventEnvelope;
import com.happypancake.schemas.value.Guids;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Searches the events of a query for an id, on all processors, and ends at the first hit. Reads no
 * payload. The query's time narrows the search by key ranges and indexes. Not thread-safe.
 */
final class EventSearch {

  /** Reporting at each event would take longer than reading it. */
  private static final int EVENTS_PER_REPORT = 4096;

  /** An interrupt waits for the tasks that run, so they are short. */
  private static final long EVENTS_PER_TASK = 1 << 18;

  private final Query query;
  private final byte[] id;
  private final ReadListener listener;
  private final EventTypes types;
  private final AtomicLong done = new AtomicLong();
  private long events;
  private volatile boolean stopped;

  /**
   * Prepares a search.
   *
   * @param listener receives the progress on several threads
   */
  EventSearch(Query query, UUID id, ReadListener listener) {
    this.query = query;
    this.id = Guids.toBytes(id);
    this.listener = listener;
    this.types = EventTypes.of(query.dump());
  }

  private record Piece(Part part, OrdinalRange range) {}

  /**
   * Searches.
   *
   * @throws IOException if a part cannot be read or is damaged
   * @throws InterruptedException if the thread was interrupted
   */
  Optional<DynamicMessage> run() throws IOException, InterruptedException {
    List<Piece> pieces = pieces();
    events = pieces.stream().mapToLong(piece -> piece.range().records()).sum();
    try (OrderedTasks<Optional<DynamicMessage>> tasks =
        new OrderedTasks<>(Workers.shared().executor())) {
      int most = Workers.shared().threads() * 2;
      Optional<DynamicMessage> found = Optional.empty();
      for (int i = 0; found.isEmpty() && (i < pieces.size() || tasks.size() > 0); ) {
        if (Thread.interrupted()) {
          stopped = true;
          throw new InterruptedException();
        }
        if (i < pieces.size() && tasks.size() < most) {
          Piece piece = pieces.get(i++);
          tasks.add(() -> search(piece));
        } else {
          found = tasks.take();
        }
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return found;
    }
  }

  /** Returns the ranges to search, each of about the same number of events. */
  private List<Piece> pieces() throws IOException {
    List<Piece> pieces = new ArrayList<>();
    for (Part part : query.parts()) {
      if (query.events().mayMatch(part)) {
        OrdinalRange wanted = query.events().range(query.dump(), part, query.range());
        int most = (int) (part.getRecords() / EVENTS_PER_TASK + 1);
        for (OrdinalRange each : query.dump().split(part, most)) {
          long first = Math.max(each.first(), wanted.first());
          long end = Math.min(each.end(), wanted.end());
          if (first < end) {
            pieces.add(new Piece(part, new OrdinalRange(first, end)));
          }
        }
      }
    }
    return pieces;
  }

  /** Searches a range. Returns empty as soon as another range holds the event. */
  private Optional<DynamicMessage> search(Piece piece) throws IOException {
    long read = 0;
    try (PartReader reader = query.dump().read(piece.part(), piece.range())) {
      while (!stopped && reader.advance()) {
        if (++read % EVENTS_PER_REPORT == 0) {
          listener.progress(piece.part().getPath(), done.addAndGet(EVENTS_PER_REPORT), events);
        }
        if (isWanted(reader)) {
          stopped = true;
          return Optional.of(
              reader.parse(
                  DynamicMessage.getDefaultInstance(query.message(piece.part()))
                      .getParserForType()));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isWanted(PartReader reader) throws IOException {
    try {
      return EventEnvelope.parse(reader.bytes(), reader.offset(), reader.length()).hasId(id)
          && query.events().matches(reader, types)
          && !query.events().isPast(reader);
    } catch (InvalidProtocolBufferException e) {
      throw reader.damaged("not an event: " + e.getMessage(), e);
    }
  }
}
