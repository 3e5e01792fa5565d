package com.happypancake.sample.row;

import com.happypancake.sample.random.RowRandom;

/**
 * Who does something to whom in a table whose rows name two members, apart from dirt both
 * registered at the time. Holds the pair that met last; not thread-safe.
 */
final class Encounters {
  private final Population people;
  private final Anomalies blemishes;
  private long fromId;
  private long toId;

  Encounters(SampleContext stage, Anomalies blemishes) {
    this.people = stage.people();
    this.blemishes = blemishes;
  }

  /**
   * Picks the pair of a row.
   *
   * @param day the even day of the row
   * @param answersPerMille how often it is the popular one who acts
   */
  void meet(long row, double day, int answersPerMille, RowRandom random) {
    int registered = people.registeredBy(day);
    int from = people.actor(random, registered);
    int to = people.partner(random, from, registered);
    if (blemishes.has(Anomaly.BEFORE_REGISTRATION, row)) {
      to = people.popular(random, registered, people.members());
      to = to < people.members() && to != from ? to : (from + 1) % people.members();
    }
    if (random.perMille(answersPerMille)) {
      int swapped = from;
      from = to;
      to = swapped;
    }
    boolean deleted = blemishes.has(Anomaly.DELETED_MEMBER, row);
    boolean senderDeleted = deleted && random.perMille(500);
    fromId = senderDeleted ? people.deletedId(from) : people.id(from);
    toId = deleted && !senderDeleted ? people.deletedId(to) : people.id(to);
  }

  /** Returns the MemberId of the one who acts. */
  long fromId() {
    return fromId;
  }

  /** Returns the MemberId of the other. */
  long toId() {
    return toId;
  }
}
