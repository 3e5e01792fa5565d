package com.happypancake.cli.extraction;

import static com.happypancake.cli.extraction.TestTables.MEMBERS;
import static com.happypancake.cli.extraction.TestTables.MESSAGES;
import static com.happypancake.cli.extraction.TestTables.planned;
import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.extraction.ExtractionSnapshot.TableFigures;
import com.happypancake.cli.extraction.ExtractionSnapshot.TableStage;
import com.happypancake.extractor.ExtractionEvent.KeysCompared;
import com.happypancake.extractor.ExtractionEvent.LockWaits;
import com.happypancake.extractor.ExtractionEvent.Paused;
import com.happypancake.extractor.ExtractionEvent.PlannedTable;
import com.happypancake.extractor.ExtractionEvent.QuerySent;
import com.happypancake.extractor.ExtractionEvent.Resumed;
import com.happypancake.extractor.ExtractionEvent.Retrying;
import com.happypancake.extractor.ExtractionEvent.RowsRead;
import com.happypancake.extractor.ExtractionEvent.TableFinished;
import com.happypancake.extractor.ExtractionEvent.TableStarted;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExtractionFiguresTest {

  private final TestTables tables = new TestTables();
  private final ExtractionFigures figures = tables.figures;

  @Test
  void rowsBytesRateAndTheTimeForTheRestAreKnownOfATableAndOfAll() {
    tables.begin(planned(MEMBERS, 1_000), planned(MESSAGES, 3_000));
    tables.seconds(2);
    figures.accept(new RowsRead(MEMBERS, 500, 7_000));
    assertThat(tables.members().rows()).isEqualTo(500);
    assertThat(tables.members().bytes()).isEqualTo(7_000);
    assertThat(tables.members().rowsPerSecond()).hasValue(250);
    assertThat(tables.members().remaining()).contains(Duration.ofSeconds(2));
    assertThat(tables.members().fraction()).hasValue(0.5);
    assertThat(tables.all().estimatedRows()).hasValue(4_000);
    assertThat(tables.all().remaining()).contains(Duration.ofSeconds(14));
    assertThat(tables.all().fraction()).hasValue(0.125);
  }

  @Test
  void theRateIsThatOfLate() {
    tables.begin(planned(MEMBERS, 1_000_000), planned(MESSAGES, 0));
    for (int second = 1; second <= 100; second++) {
      tables.seconds(1);
      figures.accept(new RowsRead(MEMBERS, Math.min(second, 50) * 1_000L, 0));
    }
    assertThat(tables.members().rowsPerSecond()).hasValue(0);
    assertThat(tables.members().remaining()).isEmpty();
  }

  @Test
  void rowsThatComeSeldomAreNoStandstill() {
    tables.begin(planned(MEMBERS, 1_000_000), planned(MESSAGES, 0));
    for (int i = 1; i <= 5; i++) {
      tables.seconds(400);
      figures.accept(new RowsRead(MEMBERS, i * 4_000L, 0));
    }
    assertThat(tables.members().rowsPerSecond()).hasValue(10);
    tables.seconds(400);
    assertThat(tables.members().rowsPerSecond()).hasValue(5);
  }

  @Test
  void whatATableWaitsForIsSaidAndThenNoTimeForTheRestIsKnown() {
    tables.begin(planned(MEMBERS, 1_000), planned(MESSAGES, 0));
    tables.seconds(2);
    figures.accept(new RowsRead(MEMBERS, 500, 7_000));
    figures.accept(new QuerySent(MEMBERS, QuerySent.Purpose.ROWS));
    tables.seconds(4);
    assertThat(figures.table(MEMBERS).waiting()).isEmpty();
    assertThat(tables.members().remaining()).isPresent();
    tables.seconds(8);
    assertThat(figures.table(MEMBERS).waiting())
        .contains("waiting for 12 s for the first row of dbo.Members");
    assertThat(tables.members().remaining()).isEmpty();
    assertThat(tables.all().remaining()).isEmpty();
    assertThat(ProgressText.line(figures.snapshot()))
        .endsWith(", waiting for 12 s for the first row of dbo.Members");
    figures.accept(new RowsRead(MEMBERS, 600, 8_000));
    assertThat(figures.table(MEMBERS).waiting()).isEmpty();
    assertThat(tables.members().remaining()).isPresent();
    tables.seconds(300);
    assertThat(figures.table(MEMBERS).waiting())
        .contains("waiting for 300 s for the next row of dbo.Members");
  }

  @Test
  void theSessionThatHoldsALockIsNamed() {
    tables.begin(planned(MEMBERS, 1_000), planned(MESSAGES, 0));
    figures.accept(new QuerySent(MEMBERS, QuerySent.Purpose.COUNT));
    tables.seconds(2);
    figures.accept(new LockWaits(Map.of("dbo.Members", 57)));
    assertThat(figures.table(MEMBERS).waiting())
        .contains("waiting for 2 s for a lock on dbo.Members, held by session 57");
    figures.accept(new LockWaits(Map.of("dbo.Members", -2)));
    assertThat(figures.table(MEMBERS).waiting())
        .contains("waiting for 2 s for a lock on dbo.Members");
    figures.accept(new LockWaits(Map.of()));
    assertThat(figures.table(MEMBERS).waiting()).isEmpty();
  }

  @Test
  void aTableThatIsBeingCutIsUnderWay() {
    tables.begin(planned(MEMBERS, 1_000), planned(MESSAGES, 10));
    figures.accept(new QuerySent(MESSAGES, QuerySent.Purpose.CUT));
    tables.seconds(5);
    assertThat(figures.table(MESSAGES).waiting())
        .contains("waiting for 5 s for the keys that cut dbo.Messages");
  }

  @Test
  void aPauseCountsIntoNoRateAndWhileItLastsThereIsNone() {
    tables.begin(planned(MEMBERS, 1_000), planned(MESSAGES, 1_000));
    tables.seconds(10);
    figures.accept(new RowsRead(MEMBERS, 100, 0));
    figures.accept(new Paused("somebody paused it"));
    tables.seconds(3_600);
    assertThat(figures.snapshot().paused()).contains("somebody paused it");
    assertThat(tables.all().rowsPerSecond()).isEmpty();
    assertThat(tables.all().remaining()).isEmpty();
    assertThat(tables.members().rowsPerSecond()).isEmpty();
    figures.accept(new Resumed());
    assertThat(figures.snapshot().paused()).isEmpty();
    assertThat(tables.all().rowsPerSecond()).isEmpty();
    tables.seconds(2);
    figures.accept(new RowsRead(MEMBERS, 120, 0));
    assertThat(tables.all().rowsPerSecond()).hasValue(10);
    assertThat(tables.members().rowsPerSecond()).hasValue(10);
  }

  @Test
  void rowsOfAnEarlierRunStandFromTheBeginningAndCountIntoNoRate() {
    tables.begin(
        new PlannedTable(MEMBERS, OptionalLong.of(1_000), 600, 60, false),
        new PlannedTable(MESSAGES, OptionalLong.of(7), 8, 80, true));
    assertThat(tables.all().rows()).isEqualTo(608);
    assertThat(figures.snapshot().tablesDone()).isEqualTo(1);
    assertThat(figures.doneBefore())
        .extracting(TableFigures::table)
        .containsExactly(MESSAGES.qualifiedName());
    figures.accept(new TableStarted(MESSAGES, OptionalLong.of(7)));
    figures.accept(new RowsRead(MESSAGES, 8, 80));
    figures.accept(new RowsRead(MEMBERS, 400, 40));
    figures.accept(new RowsRead(MEMBERS, 600, 60));
    tables.seconds(2);
    figures.accept(new RowsRead(MEMBERS, 640, 64));
    assertThat(tables.all().rows()).isEqualTo(648);
    assertThat(tables.all().rowsPerSecond()).hasValue(20);
    assertThat(tables.all().estimatedRows()).hasValue(1_008);
    assertThat(figures.snapshot().underWay())
        .extracting(TableFigures::table)
        .containsExactly(MEMBERS.qualifiedName());
  }

  @Test
  void moreRowsThanEstimatedMakeNoPercentageAndNoTimeForTheRest() {
    tables.begin(planned(MEMBERS, 100), planned(MESSAGES, 100));
    tables.seconds(2);
    figures.accept(new RowsRead(MEMBERS, 101, 0));
    assertThat(tables.members().fraction()).isEmpty();
    assertThat(tables.members().remaining()).isEmpty();
    assertThat(tables.all().fraction()).isEmpty();
    assertThat(tables.all().remaining()).isEmpty();
    figures.accept(new TableFinished(MEMBERS, 101, OptionalLong.of(101)));
    assertThat(tables.members().fraction()).hasValue(1);
    assertThat(tables.all().estimatedRows()).hasValue(201);
    assertThat(tables.all().remaining()).isPresent();
  }

  @Test
  void withoutAnEstimateOfOneTableNothingIsKnownOfTheRestOfAll() {
    tables.begin(planned(MEMBERS, 100), planned(MESSAGES, OptionalLong.empty()));
    tables.seconds(2);
    figures.accept(new RowsRead(MEMBERS, 50, 0));
    assertThat(tables.members().remaining()).contains(Duration.ofSeconds(2));
    assertThat(tables.all().remaining()).isEmpty();
    assertThat(tables.all().fraction()).isEmpty();
  }

  @Test
  void aChunkThatIsReadAnewGoesBackInRowsAndNotInTheRate() {
    tables.begin(planned(MEMBERS, 1_000), planned(MESSAGES, 0));
    tables.seconds(2);
    figures.accept(new RowsRead(MEMBERS, 500, 0));
    figures.accept(new RowsRead(MEMBERS, 0, 0));
    figures.accept(new Retrying(MEMBERS, 1, Duration.ofSeconds(1), "lost"));
    assertThat(figures.table(MEMBERS).stage()).isEqualTo(TableStage.RETRYING);
    assertThat(tables.members().rows()).isZero();
    assertThat(tables.members().rowsPerSecond()).hasValue(250);
    tables.seconds(2);
    figures.accept(new RowsRead(MEMBERS, 100, 0));
    assertThat(figures.table(MEMBERS).stage()).isEqualTo(TableStage.READING);
    assertThat(tables.members().rowsPerSecond()).hasValue(150);
  }

  @Test
  void keysThatAreHeldAgainstTheBaseShowThatATableGoesOn() {
    tables.begin(planned(MEMBERS, 1_000), planned(MESSAGES, 1_000));
    figures.accept(new KeysCompared(MEMBERS, 4_096));
    assertThat(ProgressText.line(figures.snapshot()))
        .contains("Members: 0 of about 1000 rows (0%), 0 B, 4096 keys compared with the base");
    figures.accept(new Paused("by hand"));
    assertThat(ProgressText.line(figures.snapshot())).doesNotContain("keys compared");
    figures.accept(new TableFinished(MEMBERS, 0, OptionalLong.empty()));
    assertThat(figures.table(MEMBERS).stage()).isEqualTo(TableStage.DONE);
  }

  @Test
  void aTableWaitsUntilItIsBegun() {
    tables.begin(planned(MEMBERS, 1), planned(MESSAGES, 1));
    assertThat(figures.table(MESSAGES).stage()).isEqualTo(TableStage.WAITING);
    assertThat(figures.table(MEMBERS).stage()).isEqualTo(TableStage.READING);
  }
}
