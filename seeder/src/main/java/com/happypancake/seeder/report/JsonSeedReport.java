package com.happypancake.seeder.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.QueueProof;
import com.happypancake.schemas.seed.SeedChoice;
import com.happypancake.seeder.report.SeedLogReport.ReportedIncident;
import com.happypancake.seeder.report.SeedLogReport.ReportedRun;
import com.happypancake.seeder.report.SeedLogReport.ReportedSeed;
import java.util.function.Function;

/** Writes a report as JSON. Fields that are not known are missing. Times are ISO instants. */
public final class JsonSeedReport {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private JsonSeedReport() {}

  /** Returns the report as a JSON text with a line break at its end. */
  public static String of(SeedLogReport report) {
    JsonObject json = new JsonObject();
    json.addProperty("written", report.written().toString());
    report
        .opened()
        .ifPresent(
            opened -> {
              json.addProperty("incarnation", opened.getIncarnation());
              json.addProperty("virtualHost", opened.getVirtualHost());
              json.addProperty("exchange", opened.getExchange());
            });
    json.add("seeds", array(report.seeds(), JsonSeedReport::seed));
    return GSON.toJson(json) + "\n";
  }

  private static JsonObject seed(ReportedSeed seed) {
    JsonObject json = new JsonObject();
    json.addProperty("name", seed.begun().getName());
    json.addProperty("outcome", seed.finished() ? "COMPLETE" : "INCOMPLETE");
    json.addProperty("eventsDigest", seed.begun().getEventsDigest());
    if (!seed.begun().getFollowsDigest().isEmpty()) {
      json.addProperty("followsDigest", seed.begun().getFollowsDigest());
    }
    json.addProperty("attempt", seed.begun().getAttempt());
    json.addProperty("order", ReportText.words(seed.begun().getOrder(), "ORDER_"));
    json.addProperty("transport", ReportText.words(seed.begun().getTransport(), "TRANSPORT_"));
    json.addProperty("choice", choice(seed.begun().getChoice()));
    json.addProperty("total", seed.total());
    json.addProperty("confirmed", seed.progress().getConfirmed());
    json.addProperty("prefix", seed.progress().getPrefix());
    json.addProperty("sentTo", seed.progress().getSentTo());
    json.addProperty("lastOrdinal", seed.begun().getLastOrdinal());
    JsonObject types = new JsonObject();
    seed.begun()
        .getByTypeList()
        .forEach(each -> types.addProperty(each.getType(), each.getEvents()));
    json.add("eventsByType", types);
    json.add("runs", array(seed.runs(), JsonSeedReport::run));
    json.add("queues", array(seed.proofs(), JsonSeedReport::proof));
    json.add("samples", array(seed.points(), JsonSeedReport::point));
    return json;
  }

  /** Says which events were chosen, without the number of a member. */
  static String choice(SeedChoice choice) {
    StringBuilder words = new StringBuilder();
    if (choice.getFirstOrdinal() > 0) {
      words
          .append("repair of ordinals ")
          .append(choice.getFirstOrdinal())
          .append(" to ")
          .append(choice.getLastOrdinal());
    }
    if (choice.getTypesCount() > 0) {
      words.append(words.isEmpty() ? "" : ", ").append(choice.getTypesCount()).append(" types");
    }
    if (choice.getMember() > 0) {
      words.append(words.isEmpty() ? "" : ", ").append("one member");
    }
    if (choice.getLimit() > 0) {
      words.append(words.isEmpty() ? "" : ", ").append("the first ").append(choice.getLimit());
    }
    return words.isEmpty() ? "all events" : words.toString();
  }

  private static JsonObject run(ReportedRun run) {
    JsonObject json = new JsonObject();
    json.addProperty("from", run.from().toString());
    json.addProperty("to", run.to().toString());
    run.stopped()
        .ifPresent(
            stopped -> {
              json.addProperty("stopReason", ReportText.words(stopped.getReason(), "REASON_"));
              json.addProperty("stopText", stopped.getWhat());
            });
    JsonArray notes = new JsonArray();
    run.stopped().ifPresent(stopped -> stopped.getNotesList().forEach(notes::add));
    json.add("notes", notes);
    json.addProperty("plan", run.started().getPlan());
    json.addProperty("window", run.started().getWindow());
    json.addProperty("broker", run.started().getBroker());
    JsonArray unchecked = new JsonArray();
    run.started().getUncheckedList().forEach(unchecked::add);
    json.add("unchecked", unchecked);
    json.addProperty("sent", run.totals().sent());
    json.addProperty("confirmed", run.totals().confirmed());
    json.addProperty("returned", run.totals().returned());
    json.addProperty("nacked", run.totals().nacked());
    json.addProperty("meanPerSecond", decimal(run.meanPerSecond()));
    json.addProperty("peakPerSecond", decimal(run.totals().peakPerSecond()));
    json.addProperty("maxLatencyMicros", run.totals().maxMicros());
    json.addProperty("plannedAndSent", run.planKeeping());
    json.add("incidents", array(run.incidents(), JsonSeedReport::incident));
    json.addProperty("moreIncidents", run.moreIncidents());
    return json;
  }

  private static JsonObject incident(ReportedIncident reported) {
    Incident incident = reported.incident();
    JsonObject json = new JsonObject();
    json.addProperty("time", reported.time().toString());
    json.addProperty("kind", ReportText.words(incident.getKind(), "KIND_"));
    json.addProperty("text", incident.getWhat());
    if (incident.getOrdinal() > 0) {
      json.addProperty("ordinal", incident.getOrdinal());
    }
    if (incident.getMillis() > 0) {
      json.addProperty("millis", incident.getMillis());
    }
    return json;
  }

  private static JsonObject proof(QueueProof proof) {
    JsonObject json = new JsonObject();
    json.addProperty("queue", proof.getQueue());
    json.addProperty("expected", proof.getExpected());
    if (proof.hasProved()) {
      json.addProperty("proved", proof.getProved());
    }
    json.addProperty("text", proof.getText());
    return json;
  }

  private static JsonObject point(SamplePoint point) {
    JsonObject json = new JsonObject();
    json.addProperty("run", point.run());
    json.addProperty("from", point.from().toString());
    json.addProperty("to", point.to().toString());
    json.addProperty("sentPerSecond", decimal(point.sent().mean()));
    json.addProperty("minPerSecond", decimal(point.sent().min()));
    json.addProperty("maxPerSecond", decimal(point.sent().max()));
    point.planned().ifPresent(rate -> json.addProperty("plannedPerSecond", decimal(rate)));
    json.addProperty("p50Micros", Math.round(point.latency().p50()));
    json.addProperty("p99Micros", Math.round(point.latency().p99()));
    json.addProperty("maxMicros", Math.round(point.latency().max()));
    json.addProperty("refused", point.refused());
    JsonObject depths = new JsonObject();
    point.depths().forEach(depths::addProperty);
    json.add("depths", depths);
    return json;
  }

  private static <T> JsonArray array(Iterable<T> values, Function<T, JsonObject> json) {
    JsonArray array = new JsonArray();
    values.forEach(each -> array.add(json.apply(each)));
    return array;
  }

  private static double decimal(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
