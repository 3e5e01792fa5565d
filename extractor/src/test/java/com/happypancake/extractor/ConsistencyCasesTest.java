package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.database.SourceException;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.extractor.check.Finding;
import com.happypancake.extractor.check.Finding.Status;
import com.happypancake.extractor.check.Finding.Subject;
import com.happypancake.extractor.check.Preflight;
import com.happypancake.extractor.check.PreflightReport;
import com.happypancake.extractor.consistency.ConsistencyDecision;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Deletes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Plays the table of cases on a server: the check foretells what the run then gets. */
@Timeout(120)
class ConsistencyCasesTest {

  private static final Pattern CHOSEN =
      Pattern.compile("([a-z-]+)(?: is chosen|, as the unfinished run began|, because ).*");

  @TempDir Path folder;
  private final TestSnapshots snapshots = new TestSnapshots();
  private volatile Set<String> obstacles = Set.of();
  private TestSqlServer server;

  @BeforeEach
  void start() throws Exception {
    LegacyCatalogue catalogue =
        new TestSchemas()
            .table("Numbers", "Id", "Id int", "Text nvarchar(50)", "RowVer rowversion")
            .build();
    server = TestSqlServer.of(catalogue).answering(this::answer).answering(snapshots::answer);
    for (int i = 0; i < 30; i++) {
      server.tables.insert(catalogue.table("Numbers"), i, "row " + i);
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Optional<Answer> answer(String sql) {
    if (sql.contains("CHANGETABLE")) {
      return Optional.of(reply -> reply.columns(List.of(new Column("Id", "int", false, false))));
    }
    boolean creates = sql.startsWith("CREATE DATABASE");
    if (obstacles.contains("permission") && (creates || sql.contains("CREATE ANY DATABASE"))) {
      return Optional.of(
          creates ? Answer.error(262, 14, "permission denied") : Answer.value("int", 0));
    }
    if (obstacles.contains("files") && sql.contains("sys.database_files")) {
      return Optional.of(reply -> reply.columns(List.of(Column.of("", "nvarchar(128)"))));
    }
    if (obstacles.contains("filestream") && sql.contains("is_filestream")) {
      return Optional.of(TestSnapshots.row("dbo", "Numbers"));
    }
    return obstacles.contains("transaction") && sql.contains("snapshot_isolation_state")
        ? Optional.of(Answer.value("tinyint", 0))
        : Optional.empty();
  }

  private Extraction to(String name, String asked) {
    Extraction plain = server.extraction(folder.resolve(name)).toBuilder().rowsPerPart(10).build();
    return asked.equals("-")
        ? plain
        : plain.toBuilder()
            .consistency(
                Consistency.valueOf(
                    "CONSISTENCY_" + asked.toUpperCase(Locale.ROOT).replace('-', '_')))
            .build();
  }

  private Extraction resuming(List<String> earlier, String asked) throws Exception {
    String began = snapshots.source().equals("snapshot") ? "-" : earlier.get(0);
    Extractions.stopAtPart(1, to("dump", began), event -> {});
    if (earlier.contains("gone")) {
      snapshots.clear();
    }
    String name = earlier.contains("moved") ? "moved" : "dump";
    if (earlier.contains("moved")) {
      Files.move(folder.resolve("dump"), folder.resolve(name));
    }
    Extraction again = to(name, asked);
    return again.toBuilder().resume(true).build();
  }

  /** Returns what a check foretells. */
  private static String foretold(PreflightReport report) {
    Optional<Finding> refusal = report.refusal();
    if (refusal.isPresent()) {
      assertThat(refusal.get().subject()).isEqualTo(Subject.CONSISTENCY);
      return "refused";
    }
    return report.findings().stream()
        .filter(finding -> finding.subject() == Subject.CONSISTENCY)
        .map(finding -> CHOSEN.matcher(finding.text()))
        .filter(Matcher::matches)
        .map(chosen -> chosen.group(1))
        .reduce("", String::concat);
  }

  /** Returns what a run gets. */
  private String got(Extraction extraction) throws Exception {
    try {
      return ConsistencyDecision.name(server.run(extraction, event -> {}).getConsistency());
    } catch (SourceException e) {
      return "refused";
    }
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "consistency-cases.csv",
      delimiter = '|',
      useHeadersInDisplayName = true)
  void theCheckForetellsWhatTheRunGets(
      String source,
      String obstacles,
      String asked,
      String deletes,
      String earlier,
      String decision)
      throws Exception {
    snapshots.source(source);
    Extraction extraction;
    if (!earlier.equals("-")) {
      extraction = resuming(List.of(earlier.split(" ", -1)), asked);
    } else if (deletes.equals("-")) {
      extraction = to("dump", asked);
    } else {
      server.run(to("base", "-"), event -> {});
      extraction =
          to("dump", asked).toBuilder()
              .since(
                  Extractions.since(folder.resolve("base"))
                      .withDeletes(Deletes.DELETES_CHANGE_TRACKING))
              .build();
    }
    this.obstacles = Set.of(obstacles.split(" ", -1));
    assertThat(foretold(Preflight.check(extraction, doing -> {}))).as("check").isEqualTo(decision);
    assertThat(got(extraction)).as("run").isEqualTo(decision);
    if (!decision.equals("refused")) {
      assertThat(snapshots.names()).isEmpty();
    }
  }

  @Test
  void aDatabaseSnapshotOfAReplicaIsReadIfItIsAskedFor() throws Exception {
    snapshots.source("replica");
    server.run(to("dump", "database-snapshot"), event -> {});
    List<String> sent = server.sent();
    assertThat(sent).anyMatch(sql -> sql.startsWith("CREATE DATABASE"));
    assertThat(sent).anyMatch(sql -> sql.startsWith("USE [hpc_extract_HappyPancake_"));
    assertThat(sent.get(sent.size() - 1)).startsWith("DROP DATABASE");
  }

  @Test
  void anotherSnapshotOfTheSameNameIsRefusedByBoth() throws Exception {
    snapshots.source("snapshot");
    Extraction again = resuming(List.of("database-snapshot"), "-");
    snapshots.instant("2026-01-02T01:02:03");
    assertThat(Preflight.check(again, doing -> {}).refusal())
        .get()
        .satisfies(
            refusal -> {
              assertThat(refusal.subject()).isEqualTo(Subject.FOLDER);
              assertThat(refusal.text()).contains("of another instant");
            });
    assertThatThrownBy(() -> server.run(again, event -> {}))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("of another instant");
  }

  @Test
  void aFinishedDumpIsFinishedWhateverIsAskedFor() throws Exception {
    server.run(to("dump", "-"), event -> {});
    obstacles = Set.of("permission", "transaction");
    Extraction again = to("dump", "database-snapshot");
    Extraction resumed = again.toBuilder().resume(true).build();
    assertThat(Preflight.check(resumed, doing -> {}).refusal()).isEmpty();
    server.run(resumed, event -> {});
  }

  @Test
  void theCheckTellsWhyAModeIsNotPossible() throws Exception {
    snapshots.source("replica");
    obstacles = Set.of("transaction");
    assertThat(Preflight.check(to("dump", "-"), doing -> {}).findings())
        .filteredOn(finding -> finding.subject() == Subject.CONSISTENCY)
        .extracting(finding -> finding.status() + " " + finding.text())
        .containsExactly(
            "WARNING database-snapshot is not possible: the source is a replica, of which one is"
                + " made only if it is asked for",
            "WARNING snapshot is not possible: the database has ALLOW_SNAPSHOT_ISOLATION off",
            "OK read-committed is possible",
            "WARNING read-committed is chosen: two tables may show different instants");
    snapshots.source("snapshot");
    assertThat(Preflight.check(to("dump", "-"), doing -> {}).findings())
        .filteredOn(finding -> finding.subject() == Subject.CONSISTENCY)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.status()).isEqualTo(Status.OK);
              assertThat(finding.text())
                  .isEqualTo(
                      "database-snapshot is chosen, since the source is one itself: all rows are of"
                          + " one instant");
            });
  }
}
