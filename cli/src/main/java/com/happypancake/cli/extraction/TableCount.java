package com.happypancake.cli.extraction;

import com.happypancake.extractor.PlannedTable;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What {@link ExtractionFigures} knows of a table. For one thread. */
final class TableCount {

  private final String table;
  private final Tally tally;
  private final RateWindow rate = new RateWindow();
  private OptionalLong estimatedRows;
  private TableStage stage;
  private long comparedKeys;

  TableCount(PlannedTable outlook) {
    this.table = outlook.table().qualifiedName();
    this.tally = new Tally(outlook.earlierRows(), outlook.earlierBytes());
    this.estimatedRows = outlook.estimatedRows();
    this.stage = outlook.finished() ? TableStage.DONE : TableStage.WAITING;
  }

  TableStage stage() {
    return stage;
  }

  boolean isUnderWay() {
    return switch (stage) {
      case READING, RETRYING, COMPARING -> true;
      case WAITING, DONE -> false;
    };
  }

  void begin(OptionalLong estimated, long nanos) {
    if (stage != TableStage.DONE) {
      stage = TableStage.READING;
      estimatedRows = estimated;
      rate.restart(nanos);
    }
  }

  /** Returns how many rows were read of the source since the last time. */
  long stands(long rows, long bytes, long nanos) {
    long more = tally.stands(rows, bytes).rows();
    rate.add(more, nanos);
    if (more > 0 && stage == TableStage.RETRYING) {
      stage = TableStage.READING;
    }
    return more;
  }

  void compared(long keys) {
    comparedKeys = keys;
    if (stage != TableStage.DONE) {
      stage = TableStage.COMPARING;
    }
  }

  void retry() {
    if (stage != TableStage.DONE) {
      stage = TableStage.RETRYING;
    }
  }

  void restartRate(long nanos) {
    if (isUnderWay()) {
      rate.restart(nanos);
    }
  }

  void finish(long rows) {
    tally.stands(rows, tally.bytes());
    stage = TableStage.DONE;
  }

  TableFigures figures(long nanos, boolean paused) {
    OptionalDouble perSecond =
        paused || !isUnderWay() ? OptionalDouble.empty() : rate.perSecond(nanos);
    OptionalLong inAll = stage == TableStage.DONE ? OptionalLong.of(tally.rows()) : estimatedRows;
    return new TableFigures(
        table, stage, Figures.of(tally.rows(), inAll, tally.bytes(), perSecond), comparedKeys);
  }
}
