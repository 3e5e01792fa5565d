package com.happypancake.transformer.usecase;

import com.google.protobuf.Message;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.transformer.mapping.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A use case of the transform: given rows, then these events, rejects and counts, and no others.
 *
 * <p>The rows of {@link GivenRows#world} stand beside the given ones. What they give is not part of
 * the case.
 *
 * @param name the case in a few words
 * @param reason a sentence that says why it is so
 * @param dirt the kinds of dirt that the case shows
 * @param rules the rules of deltas that the case shows
 * @param given rows of legacy tables; with deltas, those of the full dump
 * @param deltas the deltas that follow the full dump, in order. If there are any, the expectations
 *     are those of the last one.
 * @param events the events in total order
 * @param rejects the rejects in the order of tables, keys and places
 * @param counts what is counted; 0 where a tally is missing
 */
public record UseCase(
    String name,
    String reason,
    Set<Dirt> dirt,
    Set<DeltaRule> rules,
    List<Message> given,
    List<Delta> deltas,
    List<ExpectedEvent> events,
    List<ExpectedReject> rejects,
    Map<Tally, Integer> counts) {

  /**
   * The changes that a delta holds.
   *
   * @param time the delta's high-water instant
   * @param rows new and changed rows, whole
   * @param deletedKeys rows with no more than their key
   */
  public record Delta(Instant time, List<Message> rows, List<Message> deletedKeys) {

    /** Copies the lists. */
    public Delta {
      rows = List.copyOf(rows);
      deletedKeys = List.copyOf(deletedKeys);
    }
  }

  /** Copies the collections. */
  public UseCase {
    dirt = Collections.unmodifiableSet(dirt);
    rules = Collections.unmodifiableSet(rules);
    given = List.copyOf(given);
    deltas = List.copyOf(deltas);
    events = List.copyOf(events);
    rejects = List.copyOf(rejects);
    counts = Collections.unmodifiableMap(counts);
  }

  /** Returns a builder of the case with a name. */
  static Builder named(String name) {
    return new Builder(name);
  }

  /** Returns the name of the table that holds a row, for example {@code Messages}. */
  public static String table(Message row) {
    return row.getDescriptorForType().getOptions().getExtension(OptionsProto.table).getName();
  }

  /** Returns the name in one word, for example {@code a-member-registers}. */
  public String slug() {
    return name.toLowerCase(Locale.ROOT).replace("'", "").replaceAll("[^a-z0-9]+", "-");
  }

  /** Returns the names of the tables of all given, changed and deleted rows, without repeats. */
  public List<String> tables() {
    return Stream.concat(
            given.stream(),
            deltas.stream()
                .flatMap(each -> Stream.concat(each.rows.stream(), each.deletedKeys.stream())))
        .map(UseCase::table)
        .distinct()
        .toList();
  }

  /** Returns the types of the events, without repeats. */
  public List<String> types() {
    return events.stream().map(ExpectedEvent::type).distinct().toList();
  }

  /** Builds a use case. Times of events are in UTC, like {@code 2014-03-01 08:00}. */
  static final class Builder {

    private final String name;
    private String reason = "";
    private final Set<Dirt> dirt = EnumSet.noneOf(Dirt.class);
    private final Set<DeltaRule> rules = EnumSet.noneOf(DeltaRule.class);
    private final List<Message> given = new ArrayList<>();
    private final List<Delta> deltas = new ArrayList<>();
    private final List<ExpectedEvent> events = new ArrayList<>();
    private final List<ExpectedReject> rejects = new ArrayList<>();
    private final Map<Tally, Integer> counts = new EnumMap<>(Tally.class);

    private Builder(String name) {
      this.name = name;
    }

    Builder because(String sentence) {
      reason = sentence;
      return this;
    }

    Builder shows(Dirt... kinds) {
      dirt.addAll(List.of(kinds));
      return this;
    }

    Builder shows(DeltaRule... shown) {
      rules.addAll(List.of(shown));
      return this;
    }

    Builder given(Message.Builder... rows) {
      given.addAll(build(rows));
      return this;
    }

    /** Adds a delta with its high-water instant. */
    Builder delta(String time, Message.Builder... changed) {
      deltas.add(new Delta(GivenRows.utc(time), build(changed), List.of()));
      return this;
    }

    /** Adds the keys of deleted rows to the last delta. */
    Builder deleted(Message.Builder... keys) {
      Delta last = deltas.remove(deltas.size() - 1);
      deltas.add(new Delta(last.time, last.rows, build(keys)));
      return this;
    }

    Builder then(String time, Message.Builder payload) {
      events.add(
          new ExpectedEvent(GivenRows.utc(time), payload.build(), List.of(), Optional.empty()));
      return this;
    }

    /** Sets the subject of the last event. */
    Builder in(String subject) {
      return replaceLast(
          last ->
              new ExpectedEvent(last.time(), last.payload(), last.without(), Optional.of(subject)));
    }

    /** Names the fields that the last event must not have. */
    Builder without(String... paths) {
      return replaceLast(
          last -> new ExpectedEvent(last.time(), last.payload(), List.of(paths), last.subject()));
    }

    private Builder replaceLast(UnaryOperator<ExpectedEvent> change) {
      events.set(events.size() - 1, change.apply(events.get(events.size() - 1)));
      return this;
    }

    Builder rejects(String type, Reason why, String column) {
      rejects.add(new ExpectedReject(type, why, column));
      return this;
    }

    Builder counts(Tally tally, int count) {
      counts.put(tally, count);
      return this;
    }

    UseCase build() {
      return new UseCase(name, reason, dirt, rules, given, deltas, events, rejects, counts);
    }

    private static List<Message> build(Message.Builder... rows) {
      return Stream.of(rows).map(Message.Builder::build).toList();
    }
  }
}
