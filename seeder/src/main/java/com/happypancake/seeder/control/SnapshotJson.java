package com.happypancake.seeder.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Counts;
import com.happypancake.seeder.SeedSnapshot.Phase;
import com.happypancake.seeder.SeedSnapshot.QueueDepth;
import com.happypancake.seeder.SeedSnapshot.Rates;
import com.happypancake.seeder.pace.LatencySummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Snapshots as JSON objects with stable names. Unknown figures are omitted. Rates have one decimal
 * place, and times are in seconds with three.
 */
public final class SnapshotJson {

  private static final double MILLIS = 1e3;

  private SnapshotJson() {}

  /** Returns a snapshot as JSON. */
  public static JsonObject of(SeedSnapshot snapshot) {
    JsonObject json = new JsonObject();
    json.addProperty("time", snapshot.time().toString());
    json.addProperty("name", snapshot.name());
    json.addProperty("phase", snapshot.phase().name());
    json.addProperty("plan", snapshot.plan());
    Counts counts = snapshot.counts();
    json.addProperty("total", counts.total());
    json.addProperty("confirmed", counts.confirmed());
    json.addProperty("prefix", counts.prefix());
    json.addProperty("lastOrdinal", counts.lastOrdinal());
    json.addProperty("inFlight", counts.inFlight());
    json.addProperty("sentInRun", counts.sentInRun());
    json.addProperty("repeatedInRun", counts.repeatedInRun());
    json.addProperty("returned", counts.returned());
    json.addProperty("nacked", counts.nacked());
    json.addProperty("sentPerSecond", tenths(snapshot.rates().sent()));
    json.addProperty("confirmedPerSecond", tenths(snapshot.rates().confirmed()));
    snapshot
        .rates()
        .planned()
        .ifPresent(planned -> json.addProperty("plannedPerSecond", tenths(planned)));
    json.add("latencyMicros", of(snapshot.latency()));
    JsonArray depths = new JsonArray();
    snapshot.depths().forEach(depth -> depths.add(of(depth)));
    json.add("depths", depths);
    snapshot.limit().ifPresent(limit -> json.addProperty("limit", limit));
    json.addProperty("elapsedSeconds", seconds(snapshot.elapsed()));
    snapshot
        .remaining()
        .ifPresent(remaining -> json.addProperty("remainingSeconds", seconds(remaining)));
    json.addProperty("incidents", snapshot.incidents());
    return json;
  }

  /**
   * Returns the snapshot that {@link #of(SeedSnapshot)} wrote.
   *
   * @throws RuntimeException if a name is missing or a value is of another type
   */
  static SeedSnapshot read(JsonObject json) {
    List<QueueDepth> depths = new ArrayList<>();
    for (JsonElement each : json.getAsJsonArray("depths")) {
      JsonObject depth = each.getAsJsonObject();
      depths.add(
          new QueueDepth(depth.get("queue").getAsString(), depth.get("messages").getAsLong()));
    }
    return new SeedSnapshot(
        Instant.parse(json.get("time").getAsString()),
        json.get("name").getAsString(),
        Phase.valueOf(json.get("phase").getAsString()),
        json.get("plan").getAsString(),
        new Counts(
            json.get("total").getAsLong(),
            json.get("confirmed").getAsLong(),
            json.get("prefix").getAsLong(),
            json.get("lastOrdinal").getAsLong(),
            json.get("inFlight").getAsLong(),
            json.get("sentInRun").getAsLong(),
            json.get("repeatedInRun").getAsLong(),
            json.get("returned").getAsLong(),
            json.get("nacked").getAsLong()),
        new Rates(
            json.get("sentPerSecond").getAsDouble(),
            json.get("confirmedPerSecond").getAsDouble(),
            json.has("plannedPerSecond")
                ? OptionalDouble.of(json.get("plannedPerSecond").getAsDouble())
                : OptionalDouble.empty()),
        latency(json.getAsJsonObject("latencyMicros")),
        depths,
        Optional.ofNullable(json.get("limit")).map(JsonElement::getAsString),
        duration(json.get("elapsedSeconds")),
        Optional.ofNullable(json.get("remainingSeconds")).map(SnapshotJson::duration),
        json.get("incidents").getAsLong());
  }

  private static JsonObject of(LatencySummary latency) {
    JsonObject json = new JsonObject();
    json.addProperty("p50", latency.p50Micros());
    json.addProperty("p90", latency.p90Micros());
    json.addProperty("p99", latency.p99Micros());
    json.addProperty("p99.9", latency.p999Micros());
    json.addProperty("max", latency.maxMicros());
    return json;
  }

  private static LatencySummary latency(JsonObject json) {
    return new LatencySummary(
        json.get("p50").getAsLong(),
        json.get("p90").getAsLong(),
        json.get("p99").getAsLong(),
        json.get("p99.9").getAsLong(),
        json.get("max").getAsLong());
  }

  private static JsonObject of(QueueDepth depth) {
    JsonObject json = new JsonObject();
    json.addProperty("queue", depth.queue());
    json.addProperty("messages", depth.messages());
    return json;
  }

  private static double tenths(double rate) {
    return Math.round(rate * 10) / 10.0;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS;
  }

  private static Duration duration(JsonElement seconds) {
    return Duration.ofMillis(Math.round(seconds.getAsDouble() * MILLIS));
  }
}
