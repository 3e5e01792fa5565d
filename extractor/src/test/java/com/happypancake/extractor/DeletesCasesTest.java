package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.extractor.check.Finding;
import com.happypancake.extractor.check.Finding.Subject;
import com.happypancake.extractor.check.Preflight;
import com.happypancake.extractor.check.PreflightReport;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Deletes;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Plays the table of cases on a server: the check foretells how the run finds deleted rows. */
@Timeout(120)
class DeletesCasesTest {

  private static final Pattern FOUND_BY = Pattern.compile("are found by ([a-z-]+)");
  private static final long MARK = 2_001;

  @TempDir Path folder;
  private final TestSnapshots snapshots = new TestSnapshots();
  private volatile String version = "41";
  private volatile String first = "1";
  private TestSqlServer server;

  @BeforeEach
  void start() throws Exception {
    LegacyCatalogue catalogue =
        new TestSchemas()
            .table("Numbers", "Id", "Id int", "Text nvarchar(50)", "RowVer rowversion")
            .build();
    server = TestSqlServer.of(catalogue).answering(this::answer).answering(snapshots::answer);
    for (int i = 0; i < 5; i++) {
      server.tables.insert(catalogue.table("Numbers"), i, "row " + i);
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static Answer version(String text) {
    return text.equals("-")
        ? reply -> reply.columns(List.of(Column.of("", "bigint")))
        : Answer.value("bigint", Long.parseLong(text));
  }

  private Optional<Answer> answer(String sql) {
    if (sql.contains("CHANGETABLE")) {
      return Optional.of(reply -> reply.columns(List.of(new Column("Id", "int", false, false))));
    }
    if (sql.contains("CHANGE_TRACKING_CURRENT_VERSION")) {
      return Optional.of(version(version));
    }
    if (sql.contains("CHANGE_TRACKING_MIN_VALID")) {
      return Optional.of(
          first.equals("-")
              ? TestCatalogue.nothing(3)
              : server.described.ofEachTable(Long.parseLong(first)));
    }
    return Optional.empty();
  }

  private static String constant(String text) {
    return text.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private Extraction to(String name, String consistency) {
    Extraction plain = server.extraction(folder.resolve(name));
    return plain.toBuilder()
        .consistency(Consistency.valueOf("CONSISTENCY_" + constant(consistency)))
        .build();
  }

  private Extraction since(String base, String name, String consistency, String asked) {
    Delta delta = Extractions.since(folder.resolve(base));
    return to(name, consistency).toBuilder()
        .since(
            asked.equals("-")
                ? delta
                : delta.withDeletes(Deletes.valueOf("DELETES_" + constant(asked))))
        .build();
  }

  private void run(Extraction extraction) throws Exception {
    server.run(extraction, event -> {});
  }

  /** Returns what a check foretells. */
  private static String foretold(PreflightReport report) {
    Optional<Finding> refusal = report.refusal();
    if (refusal.isPresent()) {
      assertThat(refusal.get().subject()).isEqualTo(Subject.DELTA);
      return "refused";
    }
    return report.findings().stream()
        .filter(finding -> finding.subject() == Subject.DELTA)
        .map(finding -> FOUND_BY.matcher(finding.text()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .reduce("", String::concat);
  }

  /** Returns what a run does. */
  private String done(Extraction extraction) throws Exception {
    try {
      return Delta.text(server.run(extraction, event -> {}).getDeletes());
    } catch (MismatchedDumpException e) {
      return "refused";
    }
  }

  @ParameterizedTest
  @CsvFileSource(resources = "deletes-cases.csv", delimiter = '|', useHeadersInDisplayName = true)
  void theCheckForetellsHowTheRunFindsDeletedRows(
      String source,
      String consistency,
      String asked,
      String own,
      String base,
      String first,
      String decision)
      throws Exception {
    version = base;
    run(to("base", "read-committed"));
    snapshots.source(source);
    this.first = first;
    version = own;
    ByteString mark = ByteString.copyFrom(ByteBuffer.allocate(8).putLong(MARK).flip());
    Extraction plain = since("base", "delta", consistency, asked);
    Extraction delta = source.equals("own") ? plain : plain.toBuilder().highWater(mark).build();
    assertThat(foretold(Preflight.check(delta, doing -> {}))).as("check").isEqualTo(decision);
    assertThat(done(delta)).as("run").isEqualTo(decision);
  }

  /** Change Tracking would do without the full dump, and a database snapshot does not. */
  @Test
  void aChainThatLacksADumpIsRefusedBeforeASnapshotIsMade() throws Exception {
    run(to("full", "read-committed"));
    run(since("full", "one", "read-committed", "-"));
    Files.createDirectory(folder.resolve("away"));
    Files.move(folder.resolve("full"), folder.resolve("away/full"));
    Extraction two = since("one", "two", "database-snapshot", "-");
    assertThat(foretold(Preflight.check(two, doing -> {}))).isEqualTo("refused");
    assertThat(done(two)).isEqualTo("refused");
    assertThat(server.sent()).noneMatch(sql -> sql.startsWith("CREATE DATABASE"));
    Extraction tracked = since("one", "tracked", "snapshot", "-");
    assertThat(foretold(Preflight.check(tracked, doing -> {}))).isEqualTo("change-tracking");
    assertThat(done(tracked)).isEqualTo("change-tracking");
  }

  /** Change Tracking came to be seen only after the first run. */
  @Test
  void aResumedDeltaKeepsToTheWayThatItBegan() throws Exception {
    run(to("base", "read-committed"));
    version = "-";
    Extraction delta = since("base", "delta", "snapshot", "-");
    Extractions.stopAtPart(1, delta, event -> {});
    version = "42";
    Extraction resumed = delta.toBuilder().resume(true).build();
    assertThat(foretold(Preflight.check(resumed, doing -> {}))).isEqualTo("keys");
    assertThat(done(resumed)).isEqualTo("keys");
  }
}
