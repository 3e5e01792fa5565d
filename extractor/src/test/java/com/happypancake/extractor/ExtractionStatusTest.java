package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.extraction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.DatabaseProduct.Connector;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.extractor.ReadOptions.PacingOptions;
import com.happypancake.extractor.check.Finding;
import com.happypancake.extractor.check.Finding.Subject;
import com.happypancake.extractor.check.Preflight;
import com.happypancake.extractor.check.PreflightReport;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.extractor.state.ExtractionStatus;
import com.happypancake.extractor.state.ExtractionStatus.Chunks;
import com.happypancake.extractor.state.ExtractionStatus.Phase;
import com.happypancake.extractor.state.ExtractionStatus.TableStatus;
import com.happypancake.extractor.state.ExtractionStatus.TableStatus.Progress;
import com.happypancake.extractor.state.StateFolder;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where an extraction stands, and pausing it, while it runs, is stopped, and is finished. */
@Timeout(60)
class ExtractionStatusTest {

  @TempDir Path folder;
  private LegacyCatalogue catalogue;
  private TestDatabase database;
  private Path dump;

  @BeforeEach
  void fill() throws Exception {
    dump = folder.resolve("dump");
    catalogue =
        new TestSchemas()
            .table("First", "Id", "Id int", "Text nvarchar(50)")
            .table("Second", "Id", "Id int")
            .build();
    database = TestDatabase.of(catalogue);
    for (int i = 0; i < 25; i++) {
      database.insert(catalogue.table("First"), i, "row " + i);
    }
  }

  @AfterEach
  void drop() throws Exception {
    database.close();
  }

  private Extraction asked() {
    return extraction(database, catalogue, dump).toBuilder().rowsPerPart(10).build();
  }

  private ExtractionStatus status() {
    try {
      return ExtractionStatus.of(dump);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stopAfterTwoParts() {
    Consumer<ExtractionEvent> stopping =
        new Listening() {
          private int parts;

          @Override
          void rowsRead(LegacyTable table, long rows) {
            if (parts == 2) {
              throw new IllegalStateException("stopped");
            }
          }

          @Override
          void partFinished(LegacyTable table, Part part) {
            parts++;
          }
        };
    assertThatThrownBy(() -> Extractor.run(asked(), stopping, Extractions.CLOCK))
        .hasMessageContaining("stopped");
  }

  @Test
  void aRunTellsItsFinishedChunks() throws Exception {
    List<ExtractionStatus> seen = new ArrayList<>();
    Consumer<ExtractionEvent> looking =
        new Listening() {
          @Override
          void tableFinished(LegacyTable table, long rows, OptionalLong counted) {
            if (seen.isEmpty()) {
              seen.add(status());
            }
          }
        };
    Extractor.run(asked(), looking, Extractions.CLOCK);
    ExtractionStatus status = seen.get(0);
    assertThat(status.phase()).isEqualTo(Phase.RUNNING);
    assertThat(status.paused()).isFalse();
    assertThat(status.origin().orElseThrow().consistency())
        .isEqualTo(Consistency.CONSISTENCY_SNAPSHOT);
    assertThat(status.origin().orElseThrow().source().getProduct()).isEqualTo("H2");
    assertThat(status.origin().orElseThrow().begun()).isPresent();
    TableStatus first = status.tables().get(0);
    assertThat(first.table()).isEqualTo("dbo.First");
    assertThat(first.progress()).isEqualTo(Progress.FINISHED);
    assertThat(first.chunks()).hasValue(new Chunks(3, OptionalInt.of(3)));
    assertThat(first.size().rows()).isEqualTo(25);
    assertThat(first.size().bytes()).isPositive();
    assertThat(first.size().estimatedRows()).hasValue(25);
    TableStatus second = status.tables().get(1);
    assertThat(second.progress()).isEqualTo(Progress.WAITING);
    assertThat(second.chunks()).hasValue(new Chunks(0, OptionalInt.empty()));
  }

  @Test
  void aStoppedRunTellsWhatIsSafe() {
    stopAfterTwoParts();
    ExtractionStatus status = status();
    assertThat(status.phase()).isEqualTo(Phase.STOPPED);
    TableStatus first = status.tables().get(0);
    assertThat(first.progress()).isEqualTo(Progress.UNDER_WAY);
    assertThat(first.chunks()).hasValue(new Chunks(2, OptionalInt.of(3)));
    assertThat(first.size().rows()).isEqualTo(20);
  }

  @Test
  void aFinishedDumpTellsItsCounts() throws Exception {
    Extractions.run(asked());
    ExtractionStatus status = status();
    assertThat(status.phase()).isEqualTo(Phase.FINISHED);
    assertThat(status.tables())
        .extracting(TableStatus::table, table -> table.size().rows())
        .containsExactlyInAnyOrder(tuple("dbo.First", 25L), tuple("dbo.Second", 0L));
  }

  @Test
  void aFolderWithoutAnExtractionIsRefused() throws Exception {
    assertThatThrownBy(() -> ExtractionStatus.of(dump))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("no extraction is unfinished there, nor a dump finished");
    Files.createDirectories(dump);
    Files.writeString(dump.resolve(".unfinished"), "");
    assertThatThrownBy(() -> ExtractionStatus.of(dump)).isInstanceOf(RefusedFolderException.class);
    assertThatThrownBy(() -> StateFolder.of(dump).pause())
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("no extraction is unfinished there");
  }

  @Test
  void aPausedRunWaitsUntilItIsLetGoOn() throws Exception {
    List<String> told = new ArrayList<>();
    Consumer<ExtractionEvent> pausing =
        new Listening() {
          @Override
          void partFinished(LegacyTable table, Part part) {
            try {
              if (told.isEmpty()) {
                told.add("first pause " + StateFolder.of(dump).pause());
                told.add("second pause " + StateFolder.of(dump).pause());
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          @Override
          void paused(String why) {
            try {
              told.add(status().phase() + " " + status().paused());
              told.add("first continue " + StateFolder.of(dump).unpause());
              told.add("second continue " + StateFolder.of(dump).unpause());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          @Override
          void resumed() {
            told.add("resumed");
          }
        };
    // Slow enough that its readers look for the pause before they are done.
    PacingOptions slow =
        new PacingOptions(
            OptionalLong.of(20), OptionalLong.empty(), Optional.empty(), Optional.empty());
    Extraction asked = asked().toBuilder().pacing(slow).build();
    assertThat(Extractor.run(asked, pausing, Extractions.CLOCK).getPartsCount()).isEqualTo(4);
    assertThat(told)
        .containsExactly(
            "first pause true",
            "second pause false",
            "RUNNING true",
            "first continue true",
            "second continue false",
            "resumed");
    assertThatThrownBy(() -> StateFolder.of(dump).pause())
        .isInstanceOf(RefusedFolderException.class);
  }

  /** The first query of a run after it has taken the folder asks for the source's clock. */
  @Test
  void aRunThatDoesNotKnowItsTablesYetCanBePaused() throws Exception {
    List<String> told = new ArrayList<>();
    Extraction asked = asked();
    Runnable pausing =
        () -> {
          if (told.isEmpty() && Files.isDirectory(dump.resolve(".state"))) {
            told.add(status().phase() + " " + status().paused());
            try {
              told.add("pause " + StateFolder.of(dump).pause());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            told.add(status().phase() + " " + status().paused());
          }
        };
    Connector driver = DatabaseProduct.of(asked.source()).driver();
    Consumer<ExtractionEvent> letting =
        new Listening() {
          @Override
          void paused(String why) {
            try {
              told.add("continue " + StateFolder.of(dump).unpause());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    Extractor.run(asked, letting, Extractions.CLOCK, new FaultyDriver(driver, pausing));
    assertThat(told)
        .containsExactly("BEGINNING false", "pause true", "BEGINNING true", "continue true");
  }

  @Test
  void aPauseOutlastsAResumedRunAndNotOneThatBeginsAnew() throws Exception {
    stopAfterTwoParts();
    assertThat(StateFolder.of(dump).pause()).isTrue();
    Extraction resumed = asked().toBuilder().resume(true).build();
    assertThat(Preflight.check(resumed, doing -> {}).findings())
        .filteredOn(each -> each.subject() == Subject.FOLDER)
        .extracting(Finding::text)
        .containsExactly(
            dump + " holds an unfinished extraction, which is resumed",
            dump + " is paused: a run waits until hpc extract continue " + dump);
    List<String> whys = new ArrayList<>();
    Consumer<ExtractionEvent> letting =
        new Listening() {
          @Override
          void paused(String why) {
            whys.add(why);
            try {
              StateFolder.of(dump).unpause();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    Extractor.run(resumed, letting, Extractions.CLOCK);
    assertThat(whys).hasSize(1);

    dump = folder.resolve("another");
    stopAfterTwoParts();
    StateFolder.of(dump).pause();
    Listening listening =
        new Listening() {
          @Override
          void paused(String why) {
            throw new IllegalStateException("paused: " + why);
          }
        };
    Extractor.run(asked(), listening, Extractions.CLOCK);
    assertThat(status().phase()).isEqualTo(Phase.FINISHED);
  }

  @Test
  void whatWasBegunOtherwiseIsRefusedByTheCheckToo() throws Exception {
    stopAfterTwoParts();
    Extraction other = asked().toBuilder().rowsPerPart(7).build();
    assertThat(Preflight.check(other, doing -> {}).refusal()).isEmpty();
    PreflightReport resumed = Preflight.check(other.toBuilder().resume(true).build(), doing -> {});
    assertThat(resumed.refusal())
        .get()
        .satisfies(
            finding -> {
              assertThat(finding.subject()).isEqualTo(Subject.FOLDER);
              assertThat(finding.text()).contains("rows-per-part was 10, and is 7");
            });
    assertThat(status().tables().get(0).chunks().orElseThrow().done()).isEqualTo(2);
  }
}
