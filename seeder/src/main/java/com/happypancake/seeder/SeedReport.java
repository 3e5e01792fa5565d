package com.happypancake.seeder;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.seeder.SeedEvent.SeedPreflight;
import com.happypancake.seeder.pace.ConfirmTracker.Confirms;
import com.happypancake.seeder.pace.ConfirmTracker.Latency;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The report of a run.
 *
 * @param outcome how the run ended
 * @param preflight the facts known before the run
 * @param confirms the counts of the events; those in flight will get no answer
 * @param throughput the run's speed
 * @param latency the latency from an event's due time to its confirm
 */
public record SeedReport(
    Outcome outcome,
    SeedPreflight preflight,
    Confirms confirms,
    Throughput throughput,
    Latency latency) {

  private static final double NANOS_PER_SECOND = 1e9;

  /** How a run ended. */
  public enum Outcome {
    /** Every event up to the folder's last is confirmed, and none was returned. */
    COMPLETE,
    /** An event was returned or refused, and the run stopped. */
    INCOMPLETE,
    /** The run was interrupted. */
    INTERRUPTED,
    /** The connection was lost, or the broker fell silent. */
    LOST,
    /** The folder of events could not be read to the end. */
    FAILED
  }

  /**
   * The speed of a run.
   *
   * @param bytes the bytes of the sent events
   * @param elapsed the time from the start to the last answer
   * @param slipped how far the schedule fell behind the rate
   * @param blocked the time for which the broker accepted no events
   * @param peakPerSecond the most events sent in a whole second of the run; empty if the run was
   *     shorter than a second
   */
  public record Throughput(
      long bytes,
      Duration elapsed,
      Duration slipped,
      Duration blocked,
      OptionalLong peakPerSecond) {}

  /** Returns the ordinal from which another run continues. All events before it are confirmed. */
  public long resumeOrdinal() {
    return confirms.firstUnconfirmedOrdinal();
  }

  /** Returns the maximum number of events that a run from {@link #resumeOrdinal} repeats. */
  public long mayRepeat() {
    return preflight.seeding().firstOrdinal() + confirms.sent() - resumeOrdinal();
  }

  /** Returns the mean number of events confirmed per second. */
  public double meanPerSecond() {
    double seconds = seconds(throughput.elapsed());
    return seconds == 0 ? 0 : confirms.confirmed() / seconds;
  }

  /** Returns the report as a JSON object with stable names. Unknown figures are omitted. */
  public String toJson() {
    Seeding seeding = preflight.seeding();
    JsonObject json = new JsonObject();
    json.addProperty("outcome", outcome.name());
    json.addProperty("broker", preflight.broker());
    json.addProperty("exchange", seeding.topology().exchange());
    json.addProperty("prefix", seeding.prefix());
    json.addProperty("eventsDigest", preflight.eventsDigest());
    json.addProperty("firstOrdinal", seeding.firstOrdinal());
    json.addProperty("lastOrdinal", preflight.lastOrdinal());
    json.addProperty("resumeOrdinal", resumeOrdinal());
    json.addProperty("events", confirms.sent());
    json.addProperty("bytes", throughput.bytes());
    json.addProperty("confirmed", confirms.confirmed());
    json.addProperty("returned", confirms.returned());
    json.addProperty("nacked", confirms.nacked());
    json.addProperty("unconfirmed", confirms.inFlight());
    json.addProperty("window", seeding.window());
    json.addProperty("elapsedSeconds", seconds(throughput.elapsed()));
    seeding.rate().target().ifPresent(rate -> json.addProperty("targetPerSecond", rate));
    json.addProperty("meanPerSecond", meanPerSecond());
    throughput.peakPerSecond().ifPresent(peak -> json.addProperty("peakPerSecond", peak));
    json.addProperty("slippedSeconds", seconds(throughput.slipped()));
    json.addProperty("blockedSeconds", seconds(throughput.blocked()));
    json.add("confirmLatencyMicros", latencyJson());
    JsonArray unchecked = new JsonArray();
    preflight.unchecked().forEach(unchecked::add);
    json.add("unchecked", unchecked);
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    return gson.toJson(json) + "\n";
  }

  private JsonObject latencyJson() {
    JsonObject json = new JsonObject();
    json.addProperty("p50", latency.p50Micros());
    json.addProperty("p90", latency.p90Micros());
    json.addProperty("p99", latency.p99Micros());
    json.addProperty("p99.9", latency.p999Micros());
    json.addProperty("max", latency.maxMicros());
    return json;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
