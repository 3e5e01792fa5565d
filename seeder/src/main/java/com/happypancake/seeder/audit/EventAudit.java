package com.happypancake.seeder.audit;

import com.happypancake.schemas.audit.AuditCounts;
import com.happypancake.schemas.audit.AuditEntry;
import com.happypancake.schemas.audit.AuditPosition;
import com.happypancake.schemas.audit.ForeignCount;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.seeder.audit.Arrival.Head;
import com.happypancake.seeder.audit.FolderContent.Comparison;
import com.happypancake.seeder.engine.EngineSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the messages that arrive against a folder's events, by their ordinals. It neither connects
 * nor writes. Not thread-safe.
 */
final class EventAudit {

  /** A consumer drops what is so many ordinals or more below the highest; see docs/wire.md. */
  static final long WINDOW = EngineSettings.MAX_WINDOW;

  private static final String SEED_ENDED = "seed-ended";
  private static final int EXAMPLES = 20;

  private final String digest;
  private final ExpectedEvents expected;
  private final OrdinalSet arrived;
  private final RecentDeliveries recent;
  private final AuditPosition.Builder[] positions;
  private final AuditCounts.Builder counts = AuditCounts.newBuilder();
  private final Map<String, Long> byType = new TreeMap<>();
  private final Map<String, Long> foreign = new TreeMap<>();
  private AuditEntry.Builder entry = AuditEntry.newBuilder();

  /** The run of ordinals that is being extended: [first, next). */
  private long runFirst;

  private long runNext;
  private long previousNext;

  /** The records of the folder. */
  interface Records {

    /** Compares a body with the folder's record. */
    Comparison compare(long ordinal, String contentType, byte[] body) throws IOException;

    /** Returns whether two events have the same subject. The first one was compared. */
    boolean haveSameSubject(long first, long later) throws IOException;
  }

  /**
   * Creates an audit that has counted nothing.
   *
   * @param digest the first 16 digits of the folder's content digest
   * @param expected the events that should arrive
   * @param sources the number of queues or streams
   * @param remembered how many messages the broker may deliver without acknowledgement
   */
  EventAudit(String digest, ExpectedEvents expected, int sources, int remembered) {
    this.digest = digest;
    this.expected = expected;
    this.arrived = new OrdinalSet(expected.last());
    this.recent = new RecentDeliveries(remembered);
    this.positions = new AuditPosition.Builder[sources];
    for (int i = 0; i < sources; i++) {
      positions[i] = AuditPosition.newBuilder();
    }
  }

  /** Takes over what an earlier audit counted. Entries come in their order. */
  void restore(AuditEntry earlier) {
    long next = 0;
    for (int i = 0; i + 1 < earlier.getRunsCount(); i += 2) {
      long first = next + earlier.getRuns(i);
      next = first + earlier.getRuns(i + 1);
      for (long ordinal = first; ordinal < next; ordinal++) {
        arrived.add(ordinal);
        recent.add(ordinal);
      }
    }
    earlier.getOthersList().forEach(recent::add);
    counts.clear().mergeFrom(earlier.getCounts());
    byType.clear();
    earlier.getCounts().getArrivedByTypeList().forEach(c -> byType.put(c.getType(), c.getEvents()));
    foreign.clear();
    earlier
        .getCounts()
        .getForeignByEventsList()
        .forEach(c -> foreign.put(c.getEvents(), c.getMessages()));
    for (int i = 0; i < earlier.getPositionsCount(); i++) {
      positions[i] = earlier.getPositions(i).toBuilder();
    }
  }

  /** A new connection to a queue begins. */
  void reconnected() {
    recent.reconnected();
  }

  /**
   * Counts a message.
   *
   * @param records those of the folder
   * @throws IOException if the folder can't be read
   */
  void add(Arrival arrival, Records records) throws IOException {
    Head head = arrival.head();
    positions[head.source()].setNextOffset(head.nextOffset());
    boolean ours = head.events().filter(text -> text.startsWith(digest)).isPresent();
    long ordinal = head.ordinal().orElse(0);
    boolean known = ours && ordinal >= 1 && ordinal <= expected.last();
    boolean ordinary = known && expected.contains(ordinal);
    // Negative, so that it equals no ordinal.
    long key = ordinary ? ordinal : arrival.identity() | Long.MIN_VALUE;
    boolean counted = head.redelivered() && recent.isCounted(key);
    recent.add(key);
    if (ordinary) {
      deliver(ordinal);
    } else {
      entry.addOthers(key);
    }
    if (counted) {
      counts.setRedelivered(counts.getRedelivered() + 1);
    } else if (ordinary) {
      addEvent(ordinal, arrival, records);
    } else if (known) {
      counts.setUnexpected(counts.getUnexpected() + 1);
    } else {
      addOther(ours, head);
    }
  }

  private void addOther(boolean ours, Head head) {
    if (ours && head.type().equals(SEED_ENDED)) {
      counts.setSeedEnded(counts.getSeedEnded() + 1);
    } else if (ours && head.ordinal().isPresent()) {
      counts.setUnknown(counts.getUnknown() + 1);
    } else if (ours || head.events().isEmpty()) {
      counts.setUnmarked(counts.getUnmarked() + 1);
    } else {
      counts.setForeign(counts.getForeign() + 1);
      String other = head.events().get();
      if (foreign.size() < EXAMPLES || foreign.containsKey(other)) {
        foreign.merge(other, 1L, Long::sum);
      }
    }
  }

  private void addEvent(long ordinal, Arrival arrival, Records records) throws IOException {
    Head head = arrival.head();
    boolean first = arrived.add(ordinal);
    if (first) {
      counts.setArrived(counts.getArrived() + 1);
      byType.merge(head.type(), 1L, Long::sum);
    }
    switch (records.compare(ordinal, head.contentType(), arrival.body())) {
      case SAME -> {}
      case UNCOMPARED -> counts.setUncompared(counts.getUncompared() + 1);
      case ALTERED -> {
        counts.setAltered(counts.getAltered() + 1);
        if (counts.getFirstAlteredCount() < EXAMPLES) {
          counts.addFirstAltered(ordinal);
        }
      }
    }
    if (head.repair()) {
      counts.setRepairs(counts.getRepairs() + 1);
      counts.setRepaired(counts.getRepaired() + (first ? 1 : 0));
    } else if (first) {
      place(ordinal, head, records);
    } else {
      countRepeat(ordinal, head);
    }
  }

  private void countRepeat(long ordinal, Head head) {
    if (isTooLate(ordinal, head)) {
      counts.setRepeatedLate(counts.getRepeatedLate() + 1);
    } else if (head.once()) {
      counts.setRepeatedInStream(counts.getRepeatedInStream() + 1);
    } else {
      counts.setRepeated(counts.getRepeated() + 1);
    }
    if (counts.getFirstRepeatedCount() < EXAMPLES) {
      counts.addFirstRepeated(ordinal);
    }
  }

  /** Counts where an event that arrives for the first time stands among those before it. */
  private void place(long ordinal, Head head, Records records) throws IOException {
    AuditPosition.Builder position = positions[head.source()];
    if (ordinal >= position.getHighest()) {
      position.setHighest(ordinal);
      return;
    }
    if (isTooLate(ordinal, head)) {
      counts.setTooLate(counts.getTooLate() + 1);
    } else {
      counts.setOutOfOrder(counts.getOutOfOrder() + 1);
      if (wasOvertaken(ordinal, position.getHighest(), records)) {
        counts.setOutOfOrderInSubject(counts.getOutOfOrderInSubject() + 1);
        if (counts.getFirstOutOfOrderInSubjectCount() < EXAMPLES) {
          counts.addFirstOutOfOrderInSubject(ordinal);
        }
      }
    }
    if (counts.getFirstOutOfOrderCount() < EXAMPLES) {
      counts.addFirstOutOfOrder(ordinal);
    }
  }

  private boolean isTooLate(long ordinal, Head head) {
    return ordinal <= positions[head.source()].getHighest() - WINDOW;
  }

  /**
   * Returns whether a later event of the same subject arrived before. The window bounds how many
   * are looked at, and the bitmap and the folder are all that must be remembered.
   */
  private boolean wasOvertaken(long ordinal, long highest, Records records) throws IOException {
    for (long later = ordinal + 1; later <= highest; later++) {
      if (arrived.contains(later) && records.haveSameSubject(ordinal, later)) {
        return true;
      }
    }
    return false;
  }

  private void deliver(long ordinal) {
    if (ordinal != runNext) {
      endRun();
      runFirst = ordinal;
    }
    runNext = ordinal + 1;
  }

  private void endRun() {
    if (runNext > runFirst) {
      entry.addRuns(runFirst - previousNext).addRuns(runNext - runFirst);
      previousNext = runNext;
    }
    runFirst = 0;
    runNext = 0;
  }

  /** Returns what was counted since the last call, as an entry of the journal. */
  AuditEntry takeEntry() {
    endRun();
    previousNext = 0;
    entry.setCounts(counts());
    for (AuditPosition.Builder each : positions) {
      entry.addPositions(each.build());
    }
    AuditEntry taken = entry.build();
    entry = AuditEntry.newBuilder();
    return taken;
  }

  /** Returns all counts. */
  AuditCounts counts() {
    counts.clearArrivedByType().clearForeignByEvents();
    byType.forEach(
        (type, number) ->
            counts.addArrivedByType(Count.newBuilder().setType(type).setEvents(number)));
    foreign.forEach(
        (digits, number) ->
            counts.addForeignByEvents(
                ForeignCount.newBuilder().setEvents(digits).setMessages(number)));
    return counts.build();
  }

  /** Returns how many events should arrive. */
  long expected() {
    return expected.count();
  }

  /** Returns how many different events arrived. */
  long arrived() {
    return counts.getArrived();
  }

  /** Returns whether every expected event arrived. */
  boolean isComplete() {
    return counts.getArrived() == expected.count();
  }

  /** Returns how often seed-ended arrived. */
  long seedEnded() {
    return counts.getSeedEnded();
  }

  /** Returns the lowest ordinal that a consumer would still accept. */
  long lowestAcceptable() {
    long lowest = Long.MAX_VALUE;
    for (AuditPosition.Builder each : positions) {
      lowest = Math.min(lowest, each.getHighest());
    }
    return Math.max(1, lowest - WINDOW + 1);
  }

  /** Returns the ordinals that did not arrive, at most so many ranges. */
  List<MissingRange> missing(int most) {
    return expected.missing(arrived, most);
  }

  /** Returns the offset of the next message of each stream. */
  List<Long> nextOffsets() {
    List<Long> offsets = new ArrayList<>();
    for (AuditPosition.Builder each : positions) {
      offsets.add(each.getNextOffset());
    }
    return offsets;
  }
}
