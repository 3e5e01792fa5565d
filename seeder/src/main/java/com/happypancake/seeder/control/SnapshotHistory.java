package com.happypancake.seeder.control;

import com.google.gson.JsonArray;
import com.happypancake.seeder.SeedSnapshot;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last snapshots of a run, for charts. Keeps at most 15 minutes of a second each. */
final class SnapshotHistory {

  private static final int CAPACITY = 15 * 60;

  private final Deque<SeedSnapshot> snapshots = new ArrayDeque<>();

  /** Adds a snapshot, unless it is the one that was added last. */
  synchronized void add(SeedSnapshot snapshot) {
    SeedSnapshot last = snapshots.peekLast();
    if (last != null && last.time().equals(snapshot.time())) {
      return;
    }
    if (snapshots.size() == CAPACITY) {
      snapshots.removeFirst();
    }
    snapshots.addLast(snapshot);
  }

  /** Returns the snapshots as a JSON array, the oldest first. */
  synchronized JsonArray toJson() {
    JsonArray array = new JsonArray();
    snapshots.forEach(each -> array.add(SnapshotJson.of(each)));
    return array;
  }
}
