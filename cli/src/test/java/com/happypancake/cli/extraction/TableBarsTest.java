package com.happypancake.cli.extraction;

import static com.happypancake.cli.extraction.TestTables.MEMBERS;
import static com.happypancake.cli.extraction.TestTables.MESSAGES;
import static com.happypancake.cli.extraction.TestTables.planned;
import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.console.ProgressBars;
import com.happypancake.cli.extraction.ExtractionSnapshot.Figures;
import com.happypancake.cli.extraction.ExtractionSnapshot.TableFigures;
import com.happypancake.cli.extraction.ExtractionSnapshot.TableStage;
import com.happypancake.cli.extraction.ProgressText.TableBars;
import com.happypancake.extractor.ExtractionEvent.Paused;
import com.happypancake.extractor.ExtractionEvent.Retrying;
import com.happypancake.extractor.ExtractionEvent.RowsRead;
import com.happypancake.extractor.ExtractionEvent.TableStarted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TableBarsTest {

  private static ExtractionSnapshot halfway() {
    TestTables tables = new TestTables();
    tables.begin(planned(MEMBERS, 1_000), planned(MESSAGES, 3_000));
    tables.figures.accept(new TableStarted(MESSAGES, OptionalLong.of(3_000)));
    tables.seconds(2);
    tables.figures.accept(new RowsRead(MEMBERS, 500, 7_000));
    tables.figures.accept(new RowsRead(MESSAGES, 100, 1_234_567));
    return tables.figures.snapshot();
  }

  private static List<String> lines(int columns, int rows) {
    return new TableBars(new ProgressBars(columns), rows).lines(halfway());
  }

  @Test
  void aWideTerminalShowsAllNumbers() {
    assertThat(lines(120, 24))
        .containsExactly(
            "Members      [##########----------]  50% 500 of about 1000 rows, 7.0 kB, 250 rows/s,"
                + " ETA 2.0 s",
            "Messages     [--------------------]   3% 100 of about 3000 rows, 1.2 MB, 50 rows/s,"
                + " ETA 58.0 s",
            "all (0 of 2) [###-----------------]  15% 600 of about 4000 rows, 1.2 MB, 300 rows/s,"
                + " ETA 11.3 s");
  }

  @Test
  void aTerminalOfEightyColumnsShowsShorterBarsAndWords() {
    assertThat(lines(80, 24))
        .containsExactly(
            "Members      [#####-----]  50% 500 rows, 7.0 kB, 250 rows/s, ETA 2.0 s",
            "Messages     [----------]   3% 100 rows, 1.2 MB, 50 rows/s, ETA 58.0 s",
            "all (0 of 2) [#---------]  15% 600 rows, 1.2 MB, 300 rows/s, ETA 11.3 s");
  }

  @Test
  void aNarrowTerminalShowsWhatFits() {
    assertThat(lines(55, 24))
        .containsExactly(
            "Members      [#####-----]  50% 500 rows, ETA 2.0 s",
            "Messages     [----------]   3% 100 rows, ETA 58.0 s",
            "all (0 of 2) [#---------]  15% 600 rows, ETA 11.3 s");
    assertThat(lines(30, 24))
        .containsExactly(
            "Members 50% 500 rows", "Messages 3% 100 rows", "all (0 of 2) 15% 600 rows");
  }

  @Test
  void tablesThatDoNotFitTheHeightAreCounted() {
    assertThat(lines(30, 3)).containsExactly("... and 2 more tables", "all (0 of 2) 15% 600 rows");
    assertThat(lines(30, 2)).containsExactly("all (0 of 2) 15% 600 rows");
  }

  @Test
  void aPauseAndARetryStandInPlaceOfTheRate() {
    TestTables tables = new TestTables();
    tables.begin(planned(MEMBERS, 1_000), planned(MESSAGES, 3_000));
    tables.figures.accept(new Retrying(MEMBERS, 1, Duration.ofSeconds(1), "lost"));
    tables.figures.accept(new Paused("somebody paused it"));
    assertThat(new TableBars(new ProgressBars(99), 24).lines(tables.figures.snapshot()))
        .containsExactly(
            "Members      [----------]   0% 0 of about 1000 rows, 0 B, retrying",
            "all (0 of 2) [----------]   0% 0 of about 4000 rows, 0 B, paused: somebody paused it");
    assertThat(ProgressText.line(tables.figures.snapshot()))
        .isEqualTo(
            "0 of 2 tables, 0 of about 4000 rows (0%), 0 B, paused: somebody paused it;"
                + " Members: 0 of about 1000 rows (0%), 0 B, retrying");
  }

  @Test
  void withoutAnEstimateABarIsDottedAndTheRestUnknown() {
    TestTables tables = new TestTables();
    tables.begin(planned(MEMBERS, OptionalLong.empty()), planned(MESSAGES, 3));
    tables.figures.accept(new RowsRead(MEMBERS, 5, 10));
    assertThat(new TableBars(new ProgressBars(80), 24).lines(tables.figures.snapshot()))
        .containsExactly(
            "Members      [..........]      5 rows, 10 B, ETA unknown",
            "all (0 of 2) [..........]      5 rows, 10 B, ETA unknown");
  }

  private static String label(String table) {
    Figures none = Figures.of(0, OptionalLong.empty(), 0, OptionalDouble.empty(), true);
    return new TableFigures(table, TableStage.WAITING, none, 0, Optional.empty()).label();
  }

  @Test
  void aNameOfAnotherDatabaseMovesNoCursor() {
    assertThat(label("dbo.A\u001b[2J\nB")).isEqualTo("A?[2J?B");
    assertThat(label("side.Odd Näme]s")).isEqualTo("side.Odd Näme]s");
  }

  @Property(tries = 100)
  void linesAlwaysFitTheTerminalAndNoPercentageIsAboveOneHundred(
      @ForAll @IntRange(min = 2, max = 200) int columns,
      @ForAll @IntRange(min = 2, max = 30) int rows,
      @ForAll @IntRange(max = 40) int underWay,
      @ForAll @LongRange(min = 0) long read,
      @ForAll @LongRange(min = 0) long estimated) {
    checkLines(columns, rows, underWay, read, estimated);
  }

  @Tag("slow")
  @Property
  void whateverTheFiguresLinesFitTheTerminal(
      @ForAll @IntRange(min = 2, max = 200) int columns,
      @ForAll @IntRange(min = 2, max = 30) int rows,
      @ForAll @IntRange(max = 40) int underWay,
      @ForAll @LongRange(min = 0) long read,
      @ForAll @LongRange(min = 0) long estimated) {
    checkLines(columns, rows, underWay, read, estimated);
  }

  private static void checkLines(int columns, int rows, int underWay, long read, long estimated) {
    Figures figures =
        Figures.of(read, OptionalLong.of(estimated), read, OptionalDouble.of(1e9 / 7), true);
    List<TableFigures> tables =
        IntStream.range(0, underWay)
            .mapToObj(
                i ->
                    new TableFigures(
                        "dbo.Table" + i, TableStage.READING, figures, 0, Optional.empty()))
            .toList();
    ExtractionSnapshot now = new ExtractionSnapshot(figures, tables, 0, underWay, Optional.empty());
    List<String> lines = new TableBars(new ProgressBars(columns), rows).lines(now);
    assertThat(lines).hasSizeBetween(1, rows - 1).allMatch(line -> line.length() < columns);
    assertThat(figures.fraction().orElse(0)).isBetween(0.0, 1.0);
    assertThat(figures.remaining().orElse(Duration.ZERO)).isGreaterThanOrEqualTo(Duration.ZERO);
  }
}
