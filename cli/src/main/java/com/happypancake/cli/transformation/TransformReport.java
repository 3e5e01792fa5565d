package com.happypancake.cli.transformation;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.RejectCount;
import com.happypancake.schemas.manifest.Run;
import com.happypancake.transformer.Transformation;
import com.happypancake.transformer.Transformer.TransformResult;
import com.happypancake.transformer.choice.Choice;
import com.happypancake.transformer.choice.TooManyRejectsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The report of a transform as JSON. It holds no personal data: of a path only the last name.
 *
 * @param outcome how the run ended
 * @param transformation the settings
 * @param figures the figures of the run
 * @param events the manifest of the events; empty if the run did not finish
 * @param rejects the rejected facts by table and reason, as far as known
 */
public record TransformReport(
    Outcome outcome,
    Transformation transformation,
    TransformFigures figures,
    Optional<Manifest> events,
    List<RejectCount> rejects) {

  /** Copies the list. */
  public TransformReport {
    rejects = List.copyOf(rejects);
  }

  /** How a run ended. */
  public enum Outcome {
    /** The events' folder is finished. */
    COMPLETE,
    /** More facts were rejected than allowed. */
    REJECTED,
    /** The run was interrupted. */
    INTERRUPTED,
    /** Another error ended the run. */
    FAILED
  }

  /** Returns the report of a run that finished. */
  public static TransformReport of(
      TransformResult result, Transformation transformation, TransformFigures figures) {
    return new TransformReport(
        Outcome.COMPLETE,
        transformation,
        figures,
        Optional.of(result.events()),
        result.events().getEvents().getRejectsList());
  }

  /**
   * Returns the report of a run that an exception ended.
   *
   * @param interrupted whether the user has asked the run to end; then any exception may follow
   */
  public static TransformReport ofFailure(
      Exception thrown,
      boolean interrupted,
      Transformation transformation,
      TransformFigures figures) {
    Outcome outcome =
        interrupted || thrown instanceof InterruptedException
            ? Outcome.INTERRUPTED
            : thrown instanceof TooManyRejectsException ? Outcome.REJECTED : Outcome.FAILED;
    List<RejectCount> rejects =
        thrown instanceof TooManyRejectsException tooMany ? tooMany.counts() : List.of();
    return new TransformReport(outcome, transformation, figures, Optional.empty(), rejects);
  }

  /** Returns the report as a JSON object with stable names. Unknown figures are omitted. */
  public String toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("outcome", outcome.name());
    events.ifPresent(manifest -> add(json, manifest));
    json.addProperty("elapsedSeconds", figures.elapsed().toMillis() / 1e3);
    JsonArray phases = new JsonArray();
    figures.phases().forEach(phase -> phases.add(TransformDisplay.json(phase)));
    json.add("phases", phases);
    events.ifPresent(manifest -> add(json, manifest.getEvents()));
    json.add("rejects", rejectsJson());
    json.add("settings", settingsJson());
    json.add("versions", versionsJson());
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }

  private static void add(JsonObject json, Manifest manifest) {
    json.addProperty("country", manifest.getCountry());
    json.addProperty("inputDigest", manifest.getInputDigest());
    json.addProperty("eventsDigest", manifest.getContentDigest());
    json.addProperty("rejectsDigest", manifest.getEvents().getRejectsDigest());
  }

  private static void add(JsonObject json, EventTotals totals) {
    json.addProperty(
        "rows", totals.getInputsList().stream().mapToLong(InputPart::getRecords).sum());
    JsonObject byType = new JsonObject();
    totals.getByTypeList().forEach(count -> byType.addProperty(count.getType(), count.getEvents()));
    json.add("eventsByType", byType);
    json.addProperty("skippedHour", totals.getSkippedHour());
    json.addProperty("repeatedHour", totals.getRepeatedHour());
    json.addProperty("clamped", totals.getClamped());
    json.addProperty("beforeRegistration", totals.getBeforeRegistration());
    json.addProperty("deletedByBoth", totals.getDeletedByBoth());
  }

  private JsonArray rejectsJson() {
    JsonArray array = new JsonArray();
    for (RejectCount count : rejects) {
      JsonObject reject = new JsonObject();
      reject.addProperty("table", count.getTable());
      reject.addProperty("reason", count.getReason());
      reject.addProperty("facts", count.getFacts());
      array.add(reject);
    }
    return array;
  }

  private JsonObject settingsJson() {
    JsonObject json = new JsonObject();
    json.addProperty("in", lastName(transformation.in()));
    if (!transformation.base().isEmpty()) {
      json.add("base", array(transformation.base().stream().map(TransformReport::lastName)));
    }
    transformation.after().ifPresent(after -> json.addProperty("after", lastName(after)));
    json.addProperty("out", lastName(transformation.out()));
    add(json, transformation.choice());
    json.addProperty("resume", transformation.resume());
    json.addProperty("threads", transformation.threads());
    json.addProperty("memoryBytes", transformation.memoryBytes());
    json.addProperty("maxRejects", transformation.maxRejects().text());
    json.addProperty("eventsPerPart", transformation.eventsPerPart());
    json.addProperty("verifyWrites", transformation.writing().verifyWrites());
    return json;
  }

  /** Adds the conditions that are set. */
  private static void add(JsonObject json, Choice choice) {
    if (!choice.types().isEmpty()) {
      json.add("types", array(choice.types().stream()));
    }
    choice.from().ifPresent(from -> json.addProperty("from", from.toString()));
    choice.to().ifPresent(to -> json.addProperty("to", to.toString()));
    choice.sample().ifPresent(share -> json.addProperty("sample", share));
  }

  private static JsonArray array(Stream<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  /** Returns the last name of a path. */
  public static String lastName(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? "" : name.toString();
  }

  private JsonObject versionsJson() {
    Run versions = DumpWriter.versions(transformation.writing()).build();
    JsonObject json = new JsonObject();
    json.addProperty("hpc", versions.getVersion());
    json.addProperty("codec", versions.getCodec());
    json.addProperty("java", versions.getJava());
    json.addProperty("system", versions.getSystem());
    return json;
  }
}
