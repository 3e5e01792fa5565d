package com.happypancake.seeder.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.RunStopped;
import com.happypancake.seeder.report.SeedLogReport.ReportedRun;
import com.happypancake.seeder.report.SeedLogReport.ReportedSeed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedLogReportTest {

  @Test
  void eachRunHasItsEndItsCountsAndItsRates() {
    ReportedSeed seed = TestLog.ofThreeRuns().report().seeds().get(0);
    assertThat(seed.finished()).isTrue();
    assertThat(seed.total()).isEqualTo(252_000);
    assertThat(seed.runs()).hasSize(3);
    ReportedRun killed = seed.runs().get(0);
    assertThat(killed.stopped()).isEmpty();
    assertThat(killed.length()).isEqualTo(Duration.ofMinutes(1));
    assertThat(killed.totals().confirmed()).isEqualTo(60_000);
    assertThat(killed.planKeeping()).isEqualTo("Every sample was within 1 % of the plan.");
    assertThat(killed.incidents()).hasSize(1);
    ReportedRun stopped = seed.runs().get(1);
    assertThat(stopped.totals().confirmed()).isEqualTo(35_000);
    assertThat(stopped.meanPerSecond()).isCloseTo(583.3, within(0.1));
    assertThat(stopped.planKeeping())
        .isEqualTo(
            "60 of 60 samples were off by more than 1 % of the plan. In sum 25,000 events were"
                + " lacking, which is 41.7 % of the plan. For 1 min 0 s the rate was held by: queue"
                + " news holds 45059 of at most 50000 messages.");
    assertThat(seed.runs().get(2).stopped().orElseThrow().getReason())
        .isEqualTo(RunStopped.Reason.REASON_COMPLETE);
  }

  @Test
  void sixtyNineHoursBecomeAtMostTwoThousandPointsThatKeepTheExtremes() {
    TestLog log = new TestLog().begin("se", 500_000_000).start("se", "2000");
    for (int i = 0; i < 69 * 360; i++) {
      log.sample(Duration.ofSeconds(10), i == 11_111 ? 0 : i == 12_222 ? 3_000 : 2_000, 2_000, "");
    }
    List<SamplePoint> points = log.report().seeds().get(0).points();
    assertThat(points).hasSizeBetween(900, SampleSeries.MOST);
    assertThat(points).extracting(point -> point.sent().min()).contains(0.0);
    assertThat(points).extracting(point -> point.sent().max()).contains(3_000.0);
    assertThat(points)
        .allSatisfy(point -> assertThat(point.sent().mean()).isBetween(1_500.0, 2_500.0));
    assertThat(points.get(0).from()).isEqualTo(TestLog.START);
    assertThat(points.get(points.size() - 1).to())
        .isEqualTo(TestLog.START.plus(Duration.ofHours(69)));
    String html = HtmlSeedReport.of(log.report());
    assertThat(html.length()).isLessThan(400_000);
  }

  @Test
  void manyRunsAreNotJoinedWithEachOther() {
    TestLog log = new TestLog().begin("se", 500_000);
    for (int run = 0; run < 60; run++) {
      log.start("se", "2000");
      for (int i = 0; i < 100; i++) {
        log.sample(Duration.ofSeconds(1), 20, 20, "");
      }
    }
    List<SamplePoint> points = log.report().seeds().get(0).points();
    assertThat(points).hasSizeLessThan(SampleSeries.MOST);
    assertThat(points)
        .allSatisfy(
            point ->
                assertThat(Duration.between(point.from(), point.to()))
                    .isLessThan(Duration.ofSeconds(9)));
    assertThat(HtmlSeedReport.of(log.report())).contains("run 60 began");
  }

  @Test
  void manyIncidentsAreCounted() {
    TestLog log = new TestLog().begin("fi", 5).start("fi", "1");
    for (int i = 0; i < 700; i++) {
      log.incident(Incident.Kind.KIND_NACKED, "refused", 0);
    }
    ReportedRun run = log.report().seeds().get(0).runs().get(0);
    assertThat(run.incidents()).hasSize(500);
    assertThat(run.moreIncidents()).isEqualTo(200);
  }

  @Test
  void theJsonHasAllOfIt() {
    JsonObject json =
        JsonParser.parseString(JsonSeedReport.of(TestLog.ofThreeRuns().report())).getAsJsonObject();
    assertThat(json.get("exchange").getAsString()).isEqualTo("hpc.events");
    JsonObject seed = json.getAsJsonArray("seeds").get(0).getAsJsonObject();
    assertThat(seed.get("outcome").getAsString()).isEqualTo("COMPLETE");
    assertThat(seed.get("order").getAsString()).isEqualTo("global");
    assertThat(seed.get("choice").getAsString()).isEqualTo("all events");
    assertThat(seed.getAsJsonObject("eventsByType").get("chat.message-sent").getAsLong())
        .isEqualTo(252_000);
    assertThat(seed.getAsJsonArray("samples")).hasSize(277);
    JsonObject proof = seed.getAsJsonArray("queues").get(0).getAsJsonObject();
    assertThat(proof.get("proved").getAsBoolean()).isTrue();
    assertThat(seed.getAsJsonArray("queues").get(1).getAsJsonObject().has("proved")).isFalse();
    JsonObject first = seed.getAsJsonArray("runs").get(0).getAsJsonObject();
    assertThat(first.has("stopReason")).isFalse();
    assertThat(first.getAsJsonArray("unchecked").get(0).getAsString())
        .isEqualTo("bindings: no answer");
    JsonObject incident = first.getAsJsonArray("incidents").get(0).getAsJsonObject();
    assertThat(incident.get("kind").getAsString()).isEqualTo("disconnected");
    JsonObject second = seed.getAsJsonArray("runs").get(1).getAsJsonObject();
    assertThat(second.get("stopReason").getAsString()).isEqualTo("stopped");
    assertThat(second.get("stopText").getAsString()).isEqualTo("hpc seed stop");
  }

  @Test
  void anEmptyLogIsAReportToo() {
    SeedLogReport report = new SeedLogReader().report(TestLog.START);
    assertThat(JsonSeedReport.of(report)).contains("\"seeds\": []");
    assertThat(HtmlSeedReport.of(report)).contains("The log is empty.");
  }

  @Test
  void aBegunSeedWithoutARunHasNoCharts() {
    assertThat(HtmlSeedReport.of(new TestLog().begin("fi", 5).report()))
        .contains("0 of 5 events are confirmed")
        .contains("so there are no charts");
  }
}
