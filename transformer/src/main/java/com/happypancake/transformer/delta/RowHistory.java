package com.happypancake.transformer.delta;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.PortraitChosen;
import com.happypancake.schemas.value.WallClock;
import com.happypancake.transformer.delta.Difference.Given;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Follows one row through a full dump and its deltas, and tells what each delta gives.
 *
 * <p>A consumer keeps the facts of a row by type. The first fact of a row ({@code message-sent}),
 * if it comes again, begins the row anew. What the consumer has is therefore what the last mapping
 * gave, and each delta's events lead from there to what the row gives now:
 *
 * <ul>
 *   <li>A new fact is given at its own time.
 *   <li>A fact with other content, or at another instant, is given again at the delta's instant,
 *       and the later facts of the row with it, since the facts of a row never run backwards.
 *   <li>If a fact is gone, the event that undoes it is given. If there is no such event, all facts
 *       of the row are given again.
 *   <li>If the first fact is gone, the row is taken back. A member or photo that is still there,
 *       but gives the first fact no more, is left as it was, since others name it.
 * </ul>
 *
 * <p>Not thread-safe.
 */
public class RowHistory {

  private final EventCatalogue events;
  private final LegacyTable table;
  private final OptionalLong unknownUntil;
  private final boolean isHistory;
  private final boolean isNamedByOthers;

  /** The facts that a consumer has. */
  private List<TimedFact> shown = List.of();

  private MappedRow last = MappedRow.ABSENT;
  private final Set<Id> ids = new HashSet<>();

  /** The parts of an id that differ between the events of a row. */
  private record Id(String type, long time) {}

  /**
   * Creates the history of a row that does not exist yet.
   *
   * @param unknownUntil facts up to this instant may have been given before, although the full dump
   *     does not show it; empty if the dump shows all
   */
  RowHistory(EventCatalogue events, LegacyTable table, OptionalLong unknownUntil) {
    this.events = events;
    this.table = table;
    this.unknownUntil = unknownUntil;
    this.isNamedByOthers = table.name().equals("Members") || table.name().equals("Photos");
    this.isHistory =
        events.events().stream()
            .noneMatch(e -> e.table().equals(table.name()) && e.undoneBy().isPresent());
  }

  /** Returns the history of a row that does not exist yet, as the constructor describes. */
  public static RowHistory of(EventCatalogue events, LegacyTable table, OptionalLong unknownUntil) {
    return table.name().equals("Members")
        ? new MemberHistory(events, table, unknownUntil)
        : new RowHistory(events, table, unknownUntil);
  }

  /** Begins with what the full dump's row gives. */
  public void begin(MappedRow base) {
    shown = base.facts();
    last = base;
    shown.forEach(fact -> ids.add(new Id(fact.type(), fact.fact().time())));
  }

  /** Returns what the last mapping gave. */
  public MappedRow last() {
    return last;
  }

  /** Goes on to the next delta and returns what it gives. */
  public final Difference follow(MappedRow now, Period period) {
    List<Given> given = new ArrayList<>();
    int historyKept = 0;
    boolean isTakenBack = MappedRow.first(shown).isPresent() && now.first().isEmpty();
    if (isTakenBack && isNamedByOthers && now.row().isPresent()) {
      // The event that takes the row back would hide what names it, and the row is still there.
      last = now;
      return new Difference(List.of(), 0, false);
    }
    if (isHistory) {
      historyKept = (int) shown.stream().filter(fact -> !has(now.facts(), fact)).count();
      compareContent(shown, now.facts(), now, TimedFact::isGivenAlike, period, given);
    } else if (isTakenBack) {
      takeBack(period, given);
    } else if (MappedRow.first(shown).isEmpty()) {
      now.facts().stream()
          .filter(fact -> now.first().isPresent() || !has(shown, fact))
          .forEach(fact -> given.add(anew(fact, now, period)));
    } else {
      compare(shown, now, period, given);
    }
    boolean isLastLoginOnly = given.isEmpty() && isLastLoginOnly(shown, now);
    given.forEach(event -> ids.add(new Id(event.event().type(), event.idTime())));
    if (isTakenBack && !isHistory) {
      shown = List.of();
    } else if (!isHistory || !now.facts().isEmpty()) {
      shown = now.facts();
    }
    last = now;
    return new Difference(given, historyKept, isLastLoginOnly);
  }

  /** Gives the event that takes the row back, unless the row itself records that. */
  private void takeBack(Period period, List<Given> given) {
    TimedFact first = shown.get(0);
    EventDefinition undoing = undoing(first);
    boolean isRecorded = shown.stream().anyMatch(fact -> fact.type().equals(undoing.type()));
    if (!isRecorded || undoing.lastAtInstant()) {
      given.add(undone(first, period));
    }
  }

  /** Compares two mappings of a row that both have the first fact. */
  void compare(List<TimedFact> before, MappedRow now, Period period, List<Given> given) {
    compareFacts(before, now.facts(), now, TimedFact::isGivenAlike, period, given);
  }

  /** Returns whether only the time of a last login differs. */
  boolean isLastLoginOnly(List<TimedFact> before, MappedRow now) {
    return false;
  }

  /**
   * Compares facts.
   *
   * @param before the facts that a consumer has
   * @param facts the facts of the row that are compared with them
   * @param now what the row gives
   * @param isAlike tells whether a fact has the same instant and content as before
   */
  final void compareFacts(
      List<TimedFact> before,
      List<TimedFact> facts,
      MappedRow now,
      BiPredicate<TimedFact, TimedFact> isAlike,
      Period period,
      List<Given> given) {
    List<TimedFact> gone = before.stream().filter(fact -> !has(facts, fact)).toList();
    List<TimedFact> cleared = gone.stream().filter(fact -> isCleared(fact, facts)).toList();
    if (gone.size() > cleared.size()) {
      now.facts().forEach(fact -> given.add(again(fact, period)));
    } else {
      compareContent(before, facts, now, isAlike, period, given);
    }
    cleared.forEach(fact -> given.add(undone(fact, period)));
  }

  /** Gives new facts, and those from the first one on that is not as it was before. */
  private void compareContent(
      List<TimedFact> before,
      List<TimedFact> facts,
      MappedRow now,
      BiPredicate<TimedFact, TimedFact> isAlike,
      Period period,
      List<Given> given) {
    for (TimedFact fact : facts) {
      Optional<TimedFact> same = before.stream().filter(fact::isSameFact).findFirst();
      if (same.isEmpty()) {
        given.add(anew(fact, now, period));
      } else if (!isAlike.test(same.get(), fact)) {
        now.facts().stream()
            .filter(later -> later.place() >= fact.place())
            .forEach(later -> given.add(again(later, period)));
        return;
      }
    }
  }

  private static boolean has(List<TimedFact> facts, TimedFact wanted) {
    return facts.stream().anyMatch(wanted::isSameFact);
  }

  /** Returns whether a fact is gone for good, and has an event that undoes nothing else. */
  private static boolean isCleared(TimedFact fact, List<TimedFact> facts) {
    return fact.place() > 0
        && fact.fact().event().undoneBy().isPresent()
        && facts.stream().noneMatch(other -> other.type().equals(fact.type()));
  }

  /** Gives a new fact at its own time. */
  final Given anew(TimedFact fact, MappedRow now, Period period) {
    boolean isOwnId = !isKnown(fact) && !comesFromAFlag(fact, now);
    return new Given(
        fact.fact().event(),
        isOwnId ? fact.fact().time() : period.to(),
        fact.instant(),
        fact.fact().payload(),
        Optional.of(fact));
  }

  private boolean isKnown(TimedFact fact) {
    return ids.contains(new Id(fact.type(), fact.fact().time()))
        || (unknownUntil.isPresent() && fact.instant() <= unknownUntil.getAsLong());
  }

  /** Returns whether a fact is new, although the columns with its time are as before. */
  private boolean comesFromAFlag(TimedFact fact, MappedRow now) {
    return last.row().isPresent()
        && !last.records(fact.type())
        && fact.fact().event().timeColumns().stream()
            .map(column -> table.column(column).field())
            .allMatch(column -> isEqual(last.row().get(), now.row().orElseThrow(), column));
  }

  private static boolean isEqual(Message one, Message other, FieldDescriptor column) {
    return one.hasField(column) == other.hasField(column)
        && one.getField(column).equals(other.getField(column));
  }

  /** Gives a fact again at the delta's instant. */
  static Given again(TimedFact fact, Period period) {
    Message payload = fact.fact().payload();
    if (payload instanceof PortraitChosen chosen) {
      payload = chosen.toBuilder().setChosenAt(WallClock.toTimestamp(fact.instant())).build();
    }
    return new Given(fact.fact().event(), period.to(), period.to(), payload, Optional.empty());
  }

  /** Gives the event that undoes a fact. */
  private Given undone(TimedFact fact, Period period) {
    EventDefinition undoing = undoing(fact);
    Message.Builder payload = Event.newBuilder().newBuilderForField(undoing.envelopeField());
    for (FieldDescriptor field : undoing.payload().getFields()) {
      Message from = fact.fact().payload();
      payload.setField(
          field, from.getField(from.getDescriptorForType().findFieldByName(field.getName())));
    }
    return new Given(undoing, period.to(), period.to(), payload.build(), Optional.empty());
  }

  private EventDefinition undoing(TimedFact fact) {
    return events.byType(fact.fact().event().undoneBy().orElseThrow());
  }
}
