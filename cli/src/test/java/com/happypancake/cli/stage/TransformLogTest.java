package com.happypancake.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.happypancake.cli.TestSession;
import com.happypancake.cli.metrics.UdpReceiver;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.RejectCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a transform and a check of its events tell: JSON, metrics, and the report. */
@Timeout(120)
class TransformLogTest {

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private final TestSession session = new TestSession();

  @BeforeAll
  static void makeADump() {
    TestSession sample = new TestSession();
    assertThat(
            sample.run(
                "sample", "create", "--country=FI", "--scale=0.001", "--to", dump().toString()))
        .as(sample.err())
        .isZero();
  }

  private static Path dump() {
    return shared.resolve("finland");
  }

  private Path events() {
    return folder.resolve("events");
  }

  private Path report() {
    return folder.resolve("report.json");
  }

  private int transform(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("transform", "--in", dump().toString(), "--out", events().toString()));
    words.addAll(List.of(more));
    return session.run(words.toArray(String[]::new));
  }

  /** Fails where a line is no JSON. */
  private List<JsonObject> log() {
    return session
        .err()
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  private List<String> names() {
    return log().stream().map(each -> each.get("event").getAsString()).toList();
  }

  private JsonObject last(String name) {
    return log().stream()
        .filter(each -> each.get("event").getAsString().equals(name))
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  private JsonObject json() throws IOException {
    return JsonParser.parseString(Files.readString(report())).getAsJsonObject();
  }

  @Test
  void everyEventIsALineOfJson() {
    assertThat(transform("--log-format=json", "--max-rejects=1000")).as(session.err()).isZero();
    assertThat(names())
        .containsSubsequence(
            "phase-finished", "phase-finished", "phase-finished", "progress", "finished")
        .endsWith("finished");
    assertThat(last("progress").get("phase").getAsString()).isEqualTo("writing");
    assertThat(last("progress").get("fraction").getAsDouble()).isEqualTo(1);
  }

  @Test
  void quietLeavesTheEnd() {
    assertThat(transform("--log-format=json", "--max-rejects=1000", "--quiet")).isZero();
    assertThat(names()).containsExactly("finished");
  }

  @Test
  void theReportSaysWhatTheManifestSays() throws Exception {
    assertThat(transform("--report", report().toString(), "--max-rejects=1000", "--threads=2"))
        .as(session.err())
        .isZero();
    Dump written = Dump.open(events());
    EventTotals totals = written.manifest().getEvents();
    JsonObject json = json();
    assertThat(json.get("outcome").getAsString()).isEqualTo("COMPLETE");
    assertThat(json.get("country").getAsString()).isEqualTo("FI");
    assertThat(json.get("inputDigest").getAsString())
        .isEqualTo(Dump.open(dump()).manifest().getContentDigest());
    assertThat(json.get("eventsDigest").getAsString())
        .isEqualTo(written.manifest().getContentDigest());
    assertThat(json.get("rejectsDigest").getAsString()).isEqualTo(totals.getRejectsDigest());
    assertThat(json.get("rows").getAsLong())
        .isEqualTo(totals.getInputsList().stream().mapToLong(InputPart::getRecords).sum());
    assertThat(numbers(json.getAsJsonObject("eventsByType")))
        .isEqualTo(
            totals.getByTypeList().stream()
                .collect(Collectors.toMap(Count::getType, Count::getEvents)));
    assertThat(json.get("clamped").getAsLong()).isEqualTo(totals.getClamped());
    assertThat(json.get("skippedHour").getAsLong()).isEqualTo(totals.getSkippedHour());
    assertThat(json.get("repeatedHour").getAsLong()).isEqualTo(totals.getRepeatedHour());
    assertThat(json.get("beforeRegistration").getAsLong())
        .isEqualTo(totals.getBeforeRegistration());
    assertThat(json.get("deletedByBoth").getAsLong()).isEqualTo(totals.getDeletedByBoth());
    assertThat(rejects(json)).isEqualTo(totals.getRejectsList()).isNotEmpty();
    assertThat(json.getAsJsonObject("settings").get("threads").getAsInt()).isEqualTo(2);
    assertThat(json.getAsJsonObject("settings").get("out").getAsString()).isEqualTo("events");
    assertThat(json.getAsJsonObject("versions").keySet())
        .containsExactly("hpc", "codec", "java", "system");
    assertThat(json.toString()).doesNotContain(folder.toString());
  }

  @Test
  void theReportHasTheChoiceInFull() throws Exception {
    assertThat(
            transform(
                "--report=" + report(),
                "--max-rejects=100%",
                "--types=message-s*,flirt-sent",
                "--from=2014-03-01",
                "--to=2014-04-01T12:30:00.5Z",
                "--sample=0.25"))
        .as(session.err())
        .isZero();
    JsonObject settings = json().getAsJsonObject("settings");
    assertThat(settings.getAsJsonArray("types")).hasToString("[\"flirt-sent\",\"message-sent\"]");
    assertThat(settings.get("from").getAsString()).isEqualTo("2014-03-01T00:00:00Z");
    assertThat(settings.get("to").getAsString()).isEqualTo("2014-04-01T12:30:00.500Z");
    assertThat(settings.get("sample").getAsDouble()).isEqualTo(0.25);
    assertThat(settings.keySet()).doesNotContain("base", "after");
  }

  @Test
  void theReportNamesTheDumpsAndTheEventsThatADeltaFollows() throws Exception {
    String base = folder.resolve("monday") + "," + folder.resolve("tuesday");
    assertThat(
            transform(
                "--report=" + report(), "--base=" + base, "--after=" + folder.resolve("heard")))
        .as("there are no such folders")
        .isEqualTo(5);
    JsonObject settings = json().getAsJsonObject("settings");
    assertThat(settings.getAsJsonArray("base")).hasToString("[\"monday\",\"tuesday\"]");
    assertThat(settings.get("after").getAsString()).isEqualTo("heard");
    assertThat(settings.keySet()).doesNotContain("types", "from", "to", "sample");
    assertThat(json().toString()).doesNotContain(folder.toString());
  }

  private static Map<String, Long> numbers(JsonObject json) {
    return json.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().getAsLong()));
  }

  private static List<RejectCount> rejects(JsonObject json) {
    List<RejectCount> counts = new ArrayList<>();
    for (JsonElement each : json.getAsJsonArray("rejects")) {
      JsonObject reject = each.getAsJsonObject();
      counts.add(
          RejectCount.newBuilder()
              .setTable(reject.get("table").getAsString())
              .setReason(reject.get("reason").getAsString())
              .setFacts(reject.get("facts").getAsLong())
              .build());
    }
    return counts;
  }

  @Test
  void theReportHasEachPhasesRowsEventsAndBytes() throws Exception {
    assertThat(transform("--report", report().toString(), "--max-rejects=1000")).isZero();
    List<JsonElement> phases = json().getAsJsonArray("phases").asList();
    assertThat(phases)
        .extracting(each -> each.getAsJsonObject().get("phase").getAsString())
        .containsExactly("lookup", "mapping", "writing");
    List<Part> rows = Dump.open(dump()).parts();
    List<Part> written = Dump.open(events()).parts();
    JsonObject mapping = phases.get(1).getAsJsonObject();
    JsonObject writing = phases.get(2).getAsJsonObject();
    List<Part> mapped =
        rows.stream()
            .filter(part -> !List.of("dbo.Cities", "dbo.Interests").contains(part.getTable()))
            .toList();
    assertThat(mapping.get("rows").getAsLong()).isEqualTo(sum(mapped, Part::getRecords));
    assertThat(mapping.get("bytes").getAsLong()).isEqualTo(sum(mapped, Part::getContentBytes));
    assertThat(mapping.get("events").getAsLong()).isEqualTo(sum(written, Part::getRecords));
    assertThat(writing.get("events").getAsLong()).isEqualTo(sum(written, Part::getRecords));
    assertThat(writing.get("bytes").getAsLong()).isEqualTo(sum(written, Part::getContentBytes));
    assertThat(writing.keySet()).contains("seconds", "eventsPerSecond", "bytesPerSecond");
  }

  private static long sum(List<Part> parts, ToLongFunction<Part> of) {
    return parts.stream().mapToLong(of).sum();
  }

  @Test
  void aRunWithTooManyRejectsIsReportedToo() throws Exception {
    assertThat(transform("--report", report().toString())).isEqualTo(5);
    assertThat(json().get("outcome").getAsString()).isEqualTo("REJECTED");
    assertThat(rejects(json())).isNotEmpty();
    assertThat(json().has("eventsDigest")).isFalse();
  }

  @Test
  void statsdHearsOfEveryRowAndEvent() throws Exception {
    try (UdpReceiver statsd = new UdpReceiver()) {
      assertThat(transform("--metrics-statsd", statsd.address(), "--max-rejects=1000"))
          .as(session.err())
          .isZero();
      long written = sum(Dump.open(events()).parts(), Part::getRecords);
      String tags = "country:FI,dump:finland";
      await()
          .untilAsserted(
              () -> {
                assertThat(count(statsd, "hpc.transform.events:", tags + ",phase:mapping"))
                    .isEqualTo(written);
                assertThat(count(statsd, "hpc.transform.events:", tags + ",phase:writing"))
                    .isEqualTo(written);
                assertThat(statsd.lines())
                    .contains("hpc.transform.fraction:1|g|#statistic:value," + tags);
              });
      assertThat(statsd.lines()).noneMatch(line -> line.contains(shared.toString()));
    }
  }

  private static long count(UdpReceiver statsd, String name, String tags) {
    return statsd.lines().stream()
        .filter(line -> line.startsWith(name) && line.endsWith(tags))
        .mapToLong(line -> Long.parseLong(line.substring(name.length(), line.indexOf('|'))))
        .sum();
  }

  @Test
  void aVerificationLogsItsRecords() throws Exception {
    assertThat(transform("--max-rejects=1000")).isZero();
    TestSession verify = new TestSession();
    assertThat(verify.run("events", "verify", "--log-format=json", events().toString())).isZero();
    long records =
        sum(Dump.open(events()).parts(), Part::getRecords)
            + sum(Dump.open(events().resolve("rejects")).parts(), Part::getRecords);
    JsonObject progress =
        JsonParser.parseString(verify.err().lines().findFirst().orElseThrow()).getAsJsonObject();
    assertThat(progress.get("phase").getAsString()).isEqualTo("verifying");
    assertThat(progress.get("records").getAsLong()).isEqualTo(records);
    assertThat(progress.get("recordsTotal").getAsLong()).isEqualTo(records);
    assertThat(progress.get("fraction").getAsDouble()).isEqualTo(1);
    assertThat(verify.err().lines().toList()).hasSize(2).last().asString().contains("finished");
  }
}
