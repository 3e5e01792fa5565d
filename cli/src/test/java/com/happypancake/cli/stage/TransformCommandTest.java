package com.happypancake.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.TestSession;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code hpc transform} says of a choice, of a budget and of a delta that it only maps. */
class TransformCommandTest {

  @TempDir private Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @BeforeEach
  void makeDump() {
    TestSession.ended(
        0,
        List.of("sample", "create", "--country", "FI", "--scale", "0.001", "--to", path("dump")));
  }

  private TestSession transform(int code, String... options) {
    List<String> words =
        new ArrayList<>(List.of("transform", "--in", path("dump"), "--out", path("events")));
    words.addAll(List.of(options));
    return TestSession.ended(code, words);
  }

  @Test
  void aChoiceIsToldByTransformLsAndSeed() {
    assertThat(
            transform(
                    0,
                    "--max-rejects=100%",
                    "--types=message-*,flirt-sent",
                    "--from=2014-01-01",
                    "--sample=0.1")
                .out())
        .containsPattern("events: \\d+ events of \\d+ rows; \\d+ facts rejected, \\d+ left out by");
    String choice =
        "types flirt-sent, message-hidden, message-removed, message-sent;"
            + " from 2014-01-01T00:00:00Z; sample 0.1";
    assertThat(TestSession.ended(0, List.of("events", "ls", path("events"))).out())
        .contains("choice       " + choice);
    TestSession seed = new TestSession();
    seed.run("seed", "--in", path("events"), "--broker", "amqp://127.0.0.1:1", "--rate", "1");
    assertThat(seed.err())
        .contains("note: " + path("events") + " holds a choice of the events: " + choice);
  }

  @Test
  void aRunThatFindsNothingToGoOnWithSaysSo() {
    assertThat(transform(0, "--max-rejects=100%", "--resume").err())
        .contains(
            "note: " + path("events") + ": nothing is there to go on with; the run begins anew\n");
    assertThat(transform(5, "--max-rejects=100%", "--resume").err())
        .contains("holds finished events already")
        .doesNotContain("nothing is there to go on with");
  }

  @Test
  void tooManyRejectsAreToldWithTheirLimitAndTheCommandThatShowsThem() {
    String error = transform(5, "--max-rejects=100%,unknown-member=0.1%").err();
    assertThat(error)
        .containsPattern(
            "\\d+ facts were rejected for unknown-member, more than the \\d+ allowed"
                + " \\(0.1% of \\d+ facts\\): ")
        .containsPattern("or run again with --max-rejects 100%,unknown-member=\\d+");
    String command = error.replaceAll("(?s).*'hpc ([^']*)'.*", "$1");
    assertThat(TestSession.ended(0, List.of(command.split(" "))).out().lines())
        .hasSizeGreaterThan(1)
        .allSatisfy(reject -> assertThat(reject).contains("unknown-member"));
    transform(0, "--max-rejects", error.strip().replaceAll("(?s).*--max-rejects ", ""));
  }

  @Test
  void aDryRunOfADeltaPrintsItsFiguresAndWritesNoEvents() throws Exception {
    String url = "jdbc:h2:mem:dry;MODE=MSSQLServer;DB_CLOSE_DELAY=-1";
    TestSession.ended(
        0, List.of("sample", "create", "--country", "FI", "--scale", "0.001", "--to", url));
    List<String> extract = List.of("extract", "--source", url, "--country", "FI", "--out");
    List<String> base = new ArrayList<>(extract);
    base.add(path("base"));
    TestSession.ended(0, base);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM \"dbo\".\"Messages\"");
    }
    List<String> delta = new ArrayList<>(extract);
    delta.addAll(List.of(path("delta"), "--since", path("base")));
    TestSession.ended(0, delta);
    List<String> dryRun =
        List.of(
            "transform",
            "--in",
            path("delta"),
            "--base",
            path("base"),
            "--out",
            path("events"),
            "--dry-run");
    assertThat(TestSession.ended(0, dryRun).out())
        .containsPattern("dry run: \\d+ events of 1200 rows; 0 facts rejected; nothing was written")
        .containsPattern("events message-removed [1-9]\\d+\n")
        .containsPattern("disk for scratch about 0 B; .* free at ")
        .containsPattern("disk for events about [1-9].* free at ");
    assertThat(folder.resolve("events")).doesNotExist();
  }
}
