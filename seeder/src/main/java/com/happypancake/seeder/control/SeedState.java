package com.happypancake.seeder.control;

import com.google.gson.JsonObject;
import com.happypancake.seeder.SeedSnapshot;

/**
 * What a run tells other processes: the content of the log's file {@code state.json}.
 *
 * @param run the run's id, drawn at its start
 * @param acknowledged the last request that the run has taken; see {@link ControlRequest}
 * @param snapshot the state of the run
 */
public record SeedState(String run, long acknowledged, SeedSnapshot snapshot) {

  /** Returns the state as the JSON object of the snapshot, with {@code run} and its answer. */
  public JsonObject toJson() {
    JsonObject json = SnapshotJson.of(snapshot);
    json.addProperty("run", run);
    json.addProperty("acknowledged", acknowledged);
    return json;
  }

  /** Returns the state that {@link #toJson} wrote; throws RuntimeException if it did not. */
  static SeedState read(JsonObject json) {
    return new SeedState(
        json.get("run").getAsString(),
        json.get("acknowledged").getAsLong(),
        SnapshotJson.read(json));
  }
}
