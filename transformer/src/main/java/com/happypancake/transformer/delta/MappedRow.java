package com.happypancake.transformer.delta;

import com.google.protobuf.Message;
import com.happypancake.transformer.event.CountryClock;
import com.happypancake.transformer.event.CountryClock.UtcTime;
import com.happypancake.transformer.mapping.Fact;
import com.happypancake.transformer.mapping.Lookups;
import com.happypancake.transformer.mapping.Mapping;
import com.happypancake.transformer.mapping.Omission;
import com.happypancake.transformer.mapping.Outcome;
import com.happypancake.transformer.mapping.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a row gives, with the lookups of its time.
 *
 * @param row the row; empty if there is none
 * @param facts the facts in the order of their places
 * @param rejections the rejected facts
 * @param isDeletedByBoth whether it is a message that both sides deleted
 */
public record MappedRow(
    Optional<Message> row,
    List<TimedFact> facts,
    List<Rejection> rejections,
    boolean isDeletedByBoth) {

  /** What a row gives that does not exist. */
  public static final MappedRow ABSENT =
      new MappedRow(Optional.empty(), List.of(), List.of(), false);

  /** Copies the lists. */
  public MappedRow {
    facts = List.copyOf(facts);
    rejections = List.copyOf(rejections);
  }

  /** Maps a row. */
  public static <R extends Message> MappedRow of(
      Mapping<R> mapping, R row, Lookups lookups, CountryClock clock) {
    List<TimedFact> facts = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    boolean isDeletedByBoth = false;
    long earliest = Long.MIN_VALUE;
    for (Outcome outcome : mapping.map(row, lookups)) {
      if (outcome instanceof Fact fact) {
        UtcTime utc = clock.toUtc(fact.time());
        earliest = Math.max(earliest, utc.ticks());
        facts.add(new TimedFact(fact, utc, earliest));
      } else if (outcome instanceof Rejection rejection) {
        rejections.add(rejection);
      } else {
        isDeletedByBoth |= outcome == Omission.DELETED_BY_BOTH;
      }
    }
    return new MappedRow(Optional.of(row), facts, rejections, isDeletedByBoth);
  }

  /** Returns whether the row records a fact of a type, rejected or not. */
  boolean records(String type) {
    return facts.stream().anyMatch(fact -> fact.type().equals(type))
        || rejections.stream().anyMatch(rejection -> rejection.event().type().equals(type));
  }

  /** Returns the fact with which the row begins; empty if it was rejected or there is none. */
  Optional<TimedFact> first() {
    return first(facts);
  }

  static Optional<TimedFact> first(List<TimedFact> facts) {
    return facts.stream().findFirst().filter(fact -> fact.place() == 0);
  }
}
