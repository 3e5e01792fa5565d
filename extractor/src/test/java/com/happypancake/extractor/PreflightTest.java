package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.extraction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.happypancake.database.Credentials;
import com.happypancake.extractor.ReadOptions.PacingOptions;
import com.happypancake.extractor.check.Finding;
import com.happypancake.extractor.check.Finding.Status;
import com.happypancake.extractor.check.Finding.Subject;
import com.happypancake.extractor.check.Preflight;
import com.happypancake.extractor.check.PreflightReport;
import com.happypancake.extractor.check.PreflightReport.TableForecast;
import com.happypancake.extractor.check.PreflightReport.TableForecast.ChangesBy;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.Consistency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of an extraction, on H2. */
class PreflightTest {

  @TempDir Path folder;
  private LegacyCatalogue catalogue;
  private TestDatabase database;

  @BeforeEach
  void fill() throws Exception {
    catalogue =
        new TestSchemas()
            .table("Numbers", "Id", "Id int", "Text nvarchar(50)", "RowVer rowversion")
            .table("Keyless", "", "Number int")
            .appendOnly("Visits", "Id", "At", "Id int", "At datetime2(7)")
            .build();
    database = TestDatabase.of(catalogue);
    for (int i = 0; i < 25; i++) {
      database.insert(catalogue.table("Numbers"), i, "row " + i);
      database.insert(catalogue.table("Keyless"), i);
    }
  }

  @AfterEach
  void drop() throws Exception {
    database.close();
  }

  private Extraction asked() {
    return extraction(database, catalogue, folder.resolve("dump")).toBuilder()
        .rowsPerPart(10)
        .build();
  }

  private static Extraction with(Extraction extraction, PacingOptions pacing) {
    return extraction.toBuilder().pacing(pacing).build();
  }

  private static List<String> texts(PreflightReport report, Subject subject) {
    return report.findings().stream()
        .filter(each -> each.subject() == subject)
        .map(each -> each.status() + " " + each.text())
        .toList();
  }

  @Test
  void rowsChunksKeysAndDeltasOfEachTableAreForetold() throws Exception {
    PreflightReport report = Preflight.check(asked(), doing -> {});
    assertThat(report.refusal()).isEmpty();
    assertThat(report.tables())
        .extracting(
            TableForecast::table, table -> table.size().rows(), table -> table.cut().chunks())
        .containsExactly(
            tuple("dbo.Numbers", OptionalLong.of(25), OptionalLong.of(3)),
            tuple("dbo.Keyless", OptionalLong.of(25), OptionalLong.of(1)),
            tuple("dbo.Visits", OptionalLong.of(0), OptionalLong.of(1)));
    assertThat(report.tables())
        .extracting(table -> table.cut().key())
        .containsExactly(List.of("Id"), List.of(), List.of());
    assertThat(report.tables())
        .extracting(table -> table.cut().whole())
        .containsExactly(
            Optional.empty(),
            Optional.of("it has neither a clustered index nor a primary key"),
            Optional.of("it has no more than 10 rows"));
    assertThat(report.tables())
        .extracting(TableForecast::delta)
        .containsExactly(ChangesBy.ROWVERSION, ChangesBy.NONE, ChangesBy.TIME_COLUMN);
    assertThat(texts(report, Subject.DELTA))
        .containsExactly(
            "WARNING dbo.Keyless: no delta: nothing that can be read tells which of its rows"
                + " changed");
    assertThat(report.rows()).hasValue(50);
    assertThat(report.chunks()).hasValue(5);
    assertThat(report.freeBytes()).isPresent();
  }

  @Test
  void theForetoldChunksAreThoseThatAreRead() throws Exception {
    long foretold =
        Preflight.check(asked().toBuilder().tables(List.of("Numbers")).build(), doing -> {})
            .chunks()
            .orElseThrow();
    assertThat(
            (long)
                Extractions.run(asked().toBuilder().tables(List.of("Numbers")).build())
                    .getPartsCount())
        .isEqualTo(foretold);
  }

  @Test
  void nothingIsWritten() throws Exception {
    Preflight.check(asked(), doing -> {});
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void everyDifferenceIsRefusedAndTheOtherTablesAreForetold() throws Exception {
    database.execute("ALTER TABLE \"dbo\".\"Numbers\" DROP PRIMARY KEY");
    database.execute("ALTER TABLE \"dbo\".\"Numbers\" ADD PRIMARY KEY (\"Id\", \"Text\")");
    database.execute("ALTER TABLE \"dbo\".\"Visits\" DROP COLUMN \"At\"");
    database.execute("ALTER TABLE \"dbo\".\"Visits\" ADD COLUMN \"Then\" datetime2");
    PreflightReport report = Preflight.check(asked(), doing -> {});
    assertThat(texts(report, Subject.SCHEMA))
        .containsExactly(
            "REFUSED dbo.Numbers: the primary key is Id, Text; expected Id",
            "REFUSED dbo.Visits: column At datetime2(7) is missing",
            "REFUSED dbo.Visits: column Then timestamp with 7 decimals is not in the schema");
    assertThat(report.refusal()).get().extracting(Finding::subject).isEqualTo(Subject.SCHEMA);
    assertThat(report.tables().get(0).differences())
        .containsExactly("the primary key is Id, Text; expected Id");
    assertThat(report.tables().get(1).size().rows()).hasValue(25);
    assertThat(report.tables().get(2).differences()).hasSize(2);
    assertThat(report.rows()).isEmpty();
  }

  @Test
  void anUnreachableSourceIsAFinding() throws Exception {
    PreflightReport report =
        Preflight.check(
            asked().toBuilder().credentials(new Credentials("sa", "no such password")).build(),
            doing -> {});
    assertThat(report.findings()).hasSize(1);
    assertThat(report.refusal())
        .get()
        .satisfies(
            finding -> {
              assertThat(finding.subject()).isEqualTo(Subject.SOURCE);
              assertThat(finding.text())
                  .contains("the login is refused")
                  .doesNotContain("no such password");
            });
  }

  @Test
  void aPromiseThatTheSourceCantGiveIsRefusedWhereItIsAskedForAlone() throws Exception {
    Extraction asked = asked();
    assertThat(texts(Preflight.check(asked, doing -> {}), Subject.CONSISTENCY))
        .containsExactly(
            "WARNING database-snapshot is not possible: the source has no such thing",
            "OK snapshot is possible",
            "OK read-committed is possible",
            "OK snapshot is chosen: all rows are of one instant");
    PreflightReport insisting =
        Preflight.check(
            asked.toBuilder().consistency(Consistency.CONSISTENCY_DATABASE_SNAPSHOT).build(),
            doing -> {});
    assertThat(insisting.refusal())
        .get()
        .extracting(Finding::subject)
        .isEqualTo(Subject.CONSISTENCY);
    PreflightReport committed =
        Preflight.check(
            asked.toBuilder().consistency(Consistency.CONSISTENCY_READ_COMMITTED).build(),
            doing -> {});
    assertThat(committed.refusal()).isEmpty();
    assertThat(texts(committed, Subject.CONSISTENCY))
        .contains("WARNING read-committed is chosen: two tables may show different instants");
    assertThat(
            texts(
                Preflight.check(asked.toBuilder().connections(4).build(), doing -> {}),
                Subject.CONSISTENCY))
        .contains(
            "WARNING snapshot is chosen, with one connection instead of 4, since no two can share a"
                + " snapshot transaction");
  }

  @ParameterizedTest
  @CsvSource({"5, 10", "1000, 1", "1, 50", "7, 8"})
  void theTimeAtARateIsTheRowsOverTheRate(long rowsPerSecond, long seconds) throws Exception {
    PreflightReport report =
        Preflight.check(
            with(
                asked(),
                new PacingOptions(
                    OptionalLong.of(rowsPerSecond),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty())),
            doing -> {});
    assertThat(report.atLimits()).hasValue(Duration.ofSeconds(seconds));
    assertThat(texts(report, Subject.TIME))
        .containsExactly("OK about " + seconds + " s at the rates that are set");
    assertThat(texts(report, Subject.HEALTH))
        .containsExactly("OK is not probed: the probe is switched off");
  }

  @Test
  void aWindowSpreadsTheTimeOverDays() throws Exception {
    for (int i = 25; i < 200; i++) {
      database.insert(catalogue.table("Numbers"), i, "row " + i);
    }
    PreflightReport report =
        Preflight.check(
            with(
                asked(),
                new PacingOptions(
                    OptionalLong.of(1),
                    OptionalLong.empty(),
                    Optional.of(TimeWindow.parse("23:59-00:01")),
                    Optional.empty())),
            doing -> {});
    assertThat(texts(report, Subject.TIME))
        .containsExactly(
            "OK about 3 min 45 s at the rates that are set, spread over 2 days' window of"
                + " 23:59-00:01");
  }

  @Test
  void withoutARateTheTimeIsNotKnown() throws Exception {
    PreflightReport report = Preflight.check(asked(), doing -> {});
    assertThat(report.atLimits()).isEmpty();
    assertThat(texts(report, Subject.TIME)).singleElement().asString().startsWith("OK not known");
  }

  @Test
  void aRateOfBytesThatNobodyKnowsGivesNoTime() throws Exception {
    PacingOptions pacing =
        new PacingOptions(
            OptionalLong.of(1),
            OptionalLong.of(1),
            Optional.empty(),
            PacingOptions.DEFAULT.probeInterval());
    PreflightReport report = Preflight.check(with(asked(), pacing), doing -> {});
    assertThat(report.atLimits()).isEmpty();
    assertThat(texts(report, Subject.TIME))
        .singleElement()
        .asString()
        .startsWith("WARNING not known");
    assertThat(texts(report, Subject.SIZE))
        .containsExactly("WARNING the source does not tell the bytes of any table");
  }

  @Test
  void aFolderThatWouldBeRefusedIsRefused() throws Exception {
    Files.createDirectories(folder.resolve("dump"));
    Files.writeString(folder.resolve("dump/letter.txt"), "mine");
    PreflightReport report = Preflight.check(asked(), doing -> {});
    assertThat(report.refusal()).get().extracting(Finding::subject).isEqualTo(Subject.FOLDER);
    assertThat(texts(report, Subject.FOLDER)).singleElement().asString().contains("is not empty");
    assertThat(folder.resolve("dump")).isDirectoryContaining("glob:**letter.txt");
  }

  @Test
  void aFinishedDumpIsRefusedUnlessItIsResumed() throws Exception {
    Extractions.run(asked());
    assertThat(texts(Preflight.check(asked(), doing -> {}), Subject.FOLDER))
        .singleElement()
        .asString()
        .startsWith("REFUSED ")
        .contains("holds a finished dump already");
    PreflightReport resumed =
        Preflight.check(asked().toBuilder().resume(true).build(), doing -> {});
    assertThat(texts(resumed, Subject.FOLDER))
        .singleElement()
        .asString()
        .endsWith("is finished already; nothing is left to read");
  }

  @Test
  void aFileInThePlaceOfAFolderIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    PreflightReport report =
        Preflight.check(extraction(database, catalogue, file.resolve("dump")), doing -> {});
    assertThat(report.refusal()).get().extracting(Finding::subject).isEqualTo(Subject.FOLDER);
    assertThat(report.refusal().orElseThrow().text())
        .isEqualTo(file + ": is a file; choose another folder");
  }

  @Test
  void oneWarningIsNoRefusal() throws Exception {
    PreflightReport report = Preflight.check(asked(), doing -> {});
    assertThat(report.findings()).extracting(Finding::status).contains(Status.WARNING);
    assertThat(report.refusal()).isEmpty();
  }
}
