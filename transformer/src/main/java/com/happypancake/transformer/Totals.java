package com.happypancake.transformer;

import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.schemas.manifest.InputPartOrBuilder;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.RejectCount;
import com.happypancake.transformer.event.CountryClock.UtcTime;
import com.happypancake.transformer.mapping.Fact;
import com.happypancake.transformer.mapping.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts rows and facts. Not thread-safe: each task has its own, which are added up. */
final class Totals {

  private final Map<String, long[]> byType = new HashMap<>();
  private final Map<String, InputPart.Builder> inputs = new TreeMap<>();
  private final Map<String, Map<Reason, Long>> rejects = new TreeMap<>();
  private long events;
  private long clamped;
  private long beforeRegistration;
  private long skippedHour;
  private long repeatedHour;
  private long deletedByBoth;
  private long fromOtherRows;
  private long historyKept;
  private long lastLoginOnly;

  void event(EventDefinition definition) {
    byType.computeIfAbsent(definition.type(), any -> new long[1])[0]++;
    events++;
  }

  void reject(String table, Reason reason) {
    reject(table, reason, 1);
  }

  private void reject(String table, Reason reason, long facts) {
    rejects
        .computeIfAbsent(table, any -> new EnumMap<>(Reason.class))
        .merge(reason, facts, Long::sum);
  }

  /**
   * Counts what happened to a fact's time.
   *
   * @param time the instant of the row's own time
   * @param instant the event's time
   */
  void timed(Fact fact, UtcTime time, long instant) {
    switch (time.shift()) {
      case NONE -> {}
      case GAP -> skippedHour++;
      case OVERLAP -> repeatedHour++;
    }
    if (instant > time.ticks()) {
      clamped++;
    }
    if (instant < fact.latestRegistration()) {
      beforeRegistration++;
    }
  }

  void deletedByBoth() {
    deletedByBoth++;
  }

  /** Counts events of a row that the delta does not hold. */
  void fromOtherRows(int events) {
    fromOtherRows += events;
  }

  /** Counts facts that are gone and not taken back. */
  void historyKept(int facts) {
    historyKept += facts;
  }

  /** Counts a member of whom nothing but the last login changed. */
  void lastLoginOnly() {
    lastLoginOnly++;
  }

  /** Adds the counts of a message. */
  void add(EventTotals other) {
    for (Count count : other.getByTypeList()) {
      byType.computeIfAbsent(count.getType(), any -> new long[1])[0] += count.getEvents();
      events += count.getEvents();
    }
    other
        .getRejectsList()
        .forEach(count -> reject(count.getTable(), Reason.of(count.getReason()), count.getFacts()));
    other.getInputsList().forEach(this::rows);
    clamped += other.getClamped();
    beforeRegistration += other.getBeforeRegistration();
    skippedHour += other.getSkippedHour();
    repeatedHour += other.getRepeatedHour();
    deletedByBoth += other.getDeletedByBoth();
    fromOtherRows += other.getFromOtherRows();
    historyKept += other.getHistoryKept();
    lastLoginOnly += other.getLastLoginOnly();
  }

  /** Adds rows of a part. The counts name its path. */
  void rows(InputPartOrBuilder counts) {
    InputPart.Builder sum =
        inputs.computeIfAbsent(counts.getPath(), path -> InputPart.newBuilder().setPath(path));
    sum.setEvents(sum.getEvents() + counts.getEvents())
        .setLeftOut(sum.getLeftOut() + counts.getLeftOut())
        .setMapped(sum.getMapped() + counts.getMapped())
        .setPartlyRejected(sum.getPartlyRejected() + counts.getPartlyRejected())
        .setRejected(sum.getRejected() + counts.getRejected())
        .setLookup(sum.getLookup() + counts.getLookup())
        .setWithoutFact(sum.getWithoutFact() + counts.getWithoutFact());
  }

  long events() {
    return events;
  }

  /** Returns the number of all facts: events, those that are left out, and rejects. */
  long facts() {
    long rejected = rejects().stream().mapToLong(RejectCount::getFacts).sum();
    return events
        + rejected
        + inputs.values().stream().mapToLong(InputPart.Builder::getLeftOut).sum();
  }

  /** Returns the number of rejected facts by table and reason, in this order. */
  List<RejectCount> rejects() {
    List<RejectCount> counts = new ArrayList<>();
    rejects.forEach(
        (table, reasons) ->
            reasons.forEach(
                (reason, facts) ->
                    counts.add(
                        RejectCount.newBuilder()
                            .setTable(table)
                            .setReason(reason.text())
                            .setFacts(facts)
                            .build())));
    return counts;
  }

  /** Returns the counts as a message, with those of the parts in the order of their paths. */
  EventTotals toMessage(EventCatalogue catalogue) {
    EventTotals.Builder totals = counts(catalogue);
    inputs.values().forEach(totals::addInputs);
    return totals.build();
  }

  /**
   * Returns the totals for a manifest.
   *
   * @param parts the dump's parts in the manifest's order
   */
  EventTotals.Builder toManifest(EventCatalogue catalogue, List<Part> parts) {
    EventTotals.Builder totals = counts(catalogue);
    for (Part part : parts) {
      totals.addInputs(entry(part));
    }
    return totals;
  }

  private EventTotals.Builder counts(EventCatalogue catalogue) {
    EventTotals.Builder totals =
        EventTotals.newBuilder()
            .addAllRejects(rejects())
            .setClamped(clamped)
            .setBeforeRegistration(beforeRegistration)
            .setSkippedHour(skippedHour)
            .setRepeatedHour(repeatedHour)
            .setDeletedByBoth(deletedByBoth)
            .setFromOtherRows(fromOtherRows)
            .setHistoryKept(historyKept)
            .setLastLoginOnly(lastLoginOnly);
    for (EventDefinition definition : catalogue.events()) {
      long[] count = byType.get(definition.type());
      if (count != null) {
        totals.addByType(Count.newBuilder().setType(definition.type()).setEvents(count[0]));
      }
    }
    return totals;
  }

  private InputPart entry(Part part) {
    InputPart entry =
        inputs
            .getOrDefault(part.getPath(), InputPart.newBuilder().setPath(part.getPath()))
            .setTable(part.getTable())
            .setRecords(part.getRecords())
            .build();
    long sum =
        entry.getMapped()
            + entry.getPartlyRejected()
            + entry.getRejected()
            + entry.getLookup()
            + entry.getWithoutFact();
    if (sum != entry.getRecords()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s: %d rows were counted, of %d; this is an error in hpc, please report it",
              entry.getPath(),
              sum,
              entry.getRecords()));
    }
    return entry;
  }
}
