package com.happypancake.seeder;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.seeder.pace.Confirms;
import com.happypancake.seeder.pace.Latency;
import java.time.Duration;

/** The JSON form of a report. Names carry their units; a figure that there is not is left out. */
final class SeedReportJson {

  private static final double NANOS_PER_SECOND = 1e9;

  private SeedReportJson() {}

  static String of(SeedReport report) {
    JsonObject json = new JsonObject();
    json.addProperty("outcome", report.outcome().name());
    addWhat(json, report);
    addCounts(json, report);
    addPace(json, report);
    json.add("confirmLatencyMicros", latency(report.latency()));
    JsonArray unchecked = new JsonArray();
    report.check().unchecked().forEach(unchecked::add);
    json.add("unchecked", unchecked);
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    return gson.toJson(json) + "\n";
  }

  private static void addWhat(JsonObject json, SeedReport report) {
    json.addProperty("broker", report.check().broker());
    json.addProperty("exchange", report.check().exchange());
    json.addProperty("prefix", report.prefix());
    json.addProperty("eventsDigest", report.check().eventsDigest());
    json.addProperty("firstOrdinal", report.check().firstOrdinal());
    json.addProperty("lastOrdinal", report.check().lastOrdinal());
    json.addProperty("resumeOrdinal", report.resumeOrdinal());
  }

  private static void addCounts(JsonObject json, SeedReport report) {
    Confirms confirms = report.confirms();
    json.addProperty("events", confirms.sent());
    json.addProperty("bytes", report.bytes());
    json.addProperty("confirmed", confirms.confirmed());
    json.addProperty("returned", confirms.returned());
    json.addProperty("nacked", confirms.nacked());
    json.addProperty("unconfirmed", confirms.inFlight());
  }

  private static void addPace(JsonObject json, SeedReport report) {
    json.addProperty("window", report.window());
    json.addProperty("elapsedSeconds", seconds(report.elapsed()));
    report.target().target().ifPresent(rate -> json.addProperty("targetPerSecond", rate));
    json.addProperty("meanPerSecond", report.meanPerSecond());
    report.peakPerSecond().ifPresent(peak -> json.addProperty("peakPerSecond", peak));
    json.addProperty("slippedSeconds", seconds(report.slipped()));
    json.addProperty("blockedSeconds", seconds(report.blocked()));
  }

  private static JsonObject latency(Latency latency) {
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
