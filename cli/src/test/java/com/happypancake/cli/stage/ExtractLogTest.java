package com.happypancake.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.happypancake.cli.TestSession;
import com.happypancake.cli.metrics.UdpReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an extraction tells: JSON on standard error, and metrics. */
@Timeout(120)
class ExtractLogTest {

  private static final String SMALL = "0.001";

  @TempDir private Path folder;
  private final TestSession session = new TestSession();
  private String url = "";

  @BeforeEach
  void makeADatabase() {
    url = "jdbc:h2:file:" + folder.resolve("finland") + ";MODE=MSSQLServer";
    TestSession sample = new TestSession();
    assertThat(sample.run("sample", "create", "--country=FI", "--scale", SMALL, "--to", url))
        .as(sample.err())
        .isZero();
  }

  private int extract(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "extract",
                "--source",
                url,
                "--country=FI",
                "--out",
                folder.resolve("dump").toString()));
    words.addAll(List.of(more));
    return session.run(words.toArray(String[]::new));
  }

  /** Fails where a line is none. */
  private List<JsonObject> events() {
    return session
        .err()
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  private Stream<JsonObject> events(String name) {
    return events().stream().filter(each -> each.get("event").getAsString().equals(name));
  }

  @Test
  void everyEventIsALineOfJson() {
    assertThat(extract("--log-format", "json", "--connections=2", "--consistency=read-committed"))
        .as(session.err())
        .isZero();
    assertThat(events())
        .allSatisfy(
            each -> assertThat(each.get("time").getAsString()).isEqualTo("2026-01-02T03:04:05Z"));
    JsonObject begun = events("begun").findFirst().orElseThrow();
    assertThat(begun.get("consistency").getAsString()).isEqualTo("read-committed");
    int tables = begun.getAsJsonArray("tables").size();
    assertThat(events("table-begun")).hasSize(tables);
    assertThat(events("table-finished")).hasSize(tables);
    JsonObject last = events("progress").reduce((one, other) -> other).orElseThrow();
    assertThat(last.get("tablesDone").getAsInt()).isEqualTo(tables);
    assertThat(last.get("rows").getAsLong())
        .isEqualTo(events("table-finished").mapToLong(each -> each.get("rows").getAsLong()).sum());
    JsonObject end = events().get(events().size() - 1);
    assertThat(end.get("event").getAsString()).isEqualTo("finished");
    assertThat(end.get("exitCode").getAsInt()).isZero();
  }

  @Test
  void quietLeavesNotesAndTheEnd() {
    assertThat(extract("--log-format=json", "--quiet", "--consistency=read-committed")).isZero();
    assertThat(events())
        .extracting(each -> each.get("event").getAsString())
        .containsExactly("note", "finished");
  }

  @Test
  void anErrorIsAnEventToo() throws Exception {
    Files.createDirectories(folder.resolve("dump"));
    Files.writeString(folder.resolve("dump/letter.txt"), "mine");
    assertThat(extract("--log-format=json", "--verbose")).isEqualTo(5);
    JsonObject end = events().get(events().size() - 1);
    assertThat(end.get("event").getAsString()).isEqualTo("failed");
    assertThat(end.get("command").getAsString()).isEqualTo("hpc extract");
    assertThat(end.get("exitCode").getAsInt()).isEqualTo(5);
    assertThat(end.get("text").getAsString()).contains("is not empty");
    assertThat(end.get("trace").getAsString()).contains("RefusedFolderException");
  }

  @Test
  void aCommandLineThatIsNoneIsAnEventWhereJsonIsAskedFor() {
    assertThat(extract("--log-format", "JSON", "--connnections=3")).isEqualTo(2);
    assertThat(events())
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.get("exitCode").getAsInt()).isEqualTo(2);
              assertThat(end.get("text").getAsString()).contains("--connnections");
            });
  }

  @Test
  void jsonMayBeAskedForInThePropertiesFile() throws Exception {
    Path file = folder.resolve("hpc.properties");
    Files.writeString(file, "extract.log-format=json\n");
    session.with("HPC_CONFIG", file.toString());
    assertThat(extract("--unknown")).isEqualTo(2);
    assertThat(events()).singleElement().extracting(each -> each.has("exitCode")).isEqualTo(true);
  }

  @Test
  void whatThePropertiesFileSetsOfDeltasLeavesOtherExtractionsAlone() throws Exception {
    Path file = folder.resolve("hpc.properties");
    Files.writeString(file, "extract.deletes=keys\nextract.overlap=5\n");
    session.with("HPC_CONFIG", file.toString());
    assertThat(extract()).as(session.err()).isZero();
  }

  @Test
  void otherwiseAnErrorIsALineOfText() {
    assertThat(extract("--connections=0")).isEqualTo(2);
    assertThat(session.err()).startsWith("hpc extract: ").doesNotContain("{");
  }

  @Test
  void statsdHearsOfEveryRowAndOfTheEnd() throws Exception {
    try (UdpReceiver statsd = new UdpReceiver()) {
      assertThat(extract("--metrics-statsd", statsd.address())).as(session.err()).isZero();
      long rows = Long.parseLong(session.out().replaceFirst("(?s).*: ([0-9]+) rows of.*", "$1"));
      String tags = "country:FI,source:finland";
      await()
          .untilAsserted(
              () -> {
                assertThat(sum(statsd, "hpc.extract.rows:")).isEqualTo(rows);
                assertThat(statsd.lines())
                    .contains("hpc.extract.paused:0|g|#statistic:value," + tags)
                    .contains(
                        "hpc.extract.table.finished:1|g|#statistic:value,"
                            + tags
                            + ",table:dbo.Members");
              });
      assertThat(statsd.lines()).noneMatch(line -> line.contains(folder.toString()));
    }
  }

  private static long sum(UdpReceiver statsd, String name) {
    return statsd.lines().stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length(), line.indexOf('|'))))
        .sum();
  }

  @Test
  void placesThatAreNoneAreRefused() {
    assertThat(extract("--metrics-statsd", "nowhere")).isEqualTo(2);
    assertThat(session.err()).contains("--metrics-statsd is 'nowhere'; expected HOST:PORT");
    assertThat(extract("--metrics-statsd", "no.such.host.invalid:8125")).isEqualTo(2);
    assertThat(session.err()).contains("no address is known of the host 'no.such.host.invalid'");
    assertThat(extract("--metrics-prometheus", "x:y")).isEqualTo(2);
    assertThat(session.err()).contains("expected PORT or HOST:PORT");
    assertThat(folder.resolve("dump")).doesNotExist();
  }
}
