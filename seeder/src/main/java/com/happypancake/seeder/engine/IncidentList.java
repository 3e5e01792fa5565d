package com.happypancake.seeder.engine;

import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.Incident.Kind;
import java.util.ArrayList;
import java.util.List;

/** What happened to a run, until the log takes it. Not thread-safe. */
final class IncidentList {

  private final List<Incident> untaken = new ArrayList<>();
  private long count;

  /**
   * Adds an incident.
   *
   * @param ordinal the event that it is about; 0 for none
   */
  void add(Kind kind, String what, long ordinal) {
    count++;
    untaken.add(Incident.newBuilder().setKind(kind).setWhat(what).setOrdinal(ordinal).build());
  }

  /** Returns how many were added. */
  long count() {
    return count;
  }

  /** Returns the incidents since the last call, oldest first. */
  List<Incident> take() {
    List<Incident> taken = List.copyOf(untaken);
    untaken.clear();
    return taken;
  }
}
