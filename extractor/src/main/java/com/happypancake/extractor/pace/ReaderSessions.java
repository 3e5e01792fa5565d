package com.happypancake.extractor.pace;

import com.happypancake.database.ServerFacts.ServerLoad;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The sessions that read tables, by the server's numbers. Reports which of them wait for locks.
 * Thread-safe.
 */
public final class ReaderSessions {

  private final Consumer<ExtractionEvent> events;
  private final Map<Integer, LegacyTable> reading = new HashMap<>();
  private Map<String, Integer> reported = Map.of();

  public ReaderSessions(Consumer<ExtractionEvent> events) {
    this.events = events;
  }

  /** Returns a session's number; empty if the server does not tell it. */
  public static OptionalInt number(Session session) throws SourceException {
    Optional<ServerLoad> load = session.facts().serverLoad();
    return load.isPresent() ? load.get().sessionNumber() : OptionalInt.empty();
  }

  /** Notes that a session begins to read a table. */
  public synchronized void begin(OptionalInt session, LegacyTable table) {
    session.ifPresent(number -> reading.put(number, table));
  }

  /** Notes that a session has read its table, or failed. */
  public synchronized void end(OptionalInt session) {
    session.ifPresent(reading::remove);
  }

  private synchronized Map<Integer, LegacyTable> reading() {
    return Map.copyOf(reading);
  }

  /** Asks which sessions wait for locks, and reports a change. */
  void look(ServerLoad load) throws SourceException {
    Map<Integer, LegacyTable> now = reading();
    Map<Integer, Integer> waits = now.isEmpty() ? Map.of() : load.lockWaits(now.keySet());
    Map<String, Integer> holders = new HashMap<>();
    now.forEach(
        (session, table) -> {
          Integer holder = waits.get(session);
          if (holder != null) {
            holders.put(table.qualifiedName(), holder);
          }
        });
    if (!holders.equals(reported)) {
      reported = Map.copyOf(holders);
      events.accept(new ExtractionEvent.LockWaits(holders));
    }
  }
}
