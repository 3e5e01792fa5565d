package com.happypancake.cli.extraction;

import com.happypancake.cli.extraction.ExtractionSnapshot.Figures;
import com.happypancake.cli.extraction.ExtractionSnapshot.TableFigures;
import com.happypancake.cli.extraction.ExtractionSnapshot.TableStage;
import com.happypancake.cli.progress.RateWindow;
import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.extractor.ExtractionEvent.QuerySent.Purpose;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Computes the figures of an extraction from its events: rows, bytes, rates and remaining time.
 *
 * <p>Unknown figures are empty. The rate is empty during a pause and is measured anew afterwards.
 * The remaining time is empty if an estimate is missing or too low. Estimates come from the
 * source's statistics. Rows of a resumed run do not count toward a rate. Thread-safe.
 */
public final class ExtractionFigures implements Consumer<ExtractionEvent> {

  /** A shorter wait is not shown. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

  /** The time over which rates are measured. */
  private static final Duration WINDOW = Duration.ofSeconds(30);

  private final LongSupplier nanoTime;
  private final Map<String, TableCount> tables = new LinkedHashMap<>();
  private final Set<TableCount> begun = new LinkedHashSet<>();
  private final RateWindow rate = new RateWindow(WINDOW);
  private Optional<String> paused = Optional.empty();
  private Map<String, Integer> holders = Map.of();

  public ExtractionFigures(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void accept(ExtractionEvent event) {
    long now = nanoTime.getAsLong();
    if (event instanceof ExtractionEvent.Started started) {
      started
          .tables()
          .forEach(each -> tables.put(each.table().qualifiedName(), new TableCount(each)));
      rate.restart(now);
    } else if (event instanceof ExtractionEvent.TableStarted started) {
      begun(started.table()).begin(started.estimatedRows(), now);
    } else if (event instanceof ExtractionEvent.QuerySent sent) {
      begun(sent.table()).sent(sent.purpose(), now);
    } else if (event instanceof ExtractionEvent.LockWaits waits) {
      holders = waits.holders();
    } else if (event instanceof ExtractionEvent.RowsRead read) {
      rate.add(count(read.table()).stands(read.rows(), read.bytes(), now), now);
    } else if (event instanceof ExtractionEvent.KeysCompared compared) {
      begun(compared.table()).compared(compared.keys(), now);
    } else if (event instanceof ExtractionEvent.Retrying retrying) {
      begun(retrying.table()).enter(TableStage.RETRYING);
    } else if (event instanceof ExtractionEvent.Paused pause) {
      paused = Optional.of(pause.reason());
    } else if (event instanceof ExtractionEvent.Resumed) {
      paused = Optional.empty();
      rate.restart(now);
      tables.values().forEach(table -> table.restartRate(now));
    } else if (event instanceof ExtractionEvent.TableFinished finished) {
      count(finished.table()).finish(finished.rows());
    }
  }

  private TableCount begun(LegacyTable table) {
    TableCount count = count(table);
    begun.add(count);
    return count;
  }

  private TableCount count(LegacyTable table) {
    TableCount count = tables.get(table.qualifiedName());
    if (count == null) {
      throw new IllegalStateException(table.qualifiedName() + " was not planned");
    }
    return count;
  }

  /** Returns the progress of a table. */
  synchronized TableFigures table(LegacyTable table) {
    return figures(count(table), nanoTime.getAsLong());
  }

  private TableFigures figures(TableCount table, long now) {
    return table.figures(now, paused.isPresent(), Optional.ofNullable(holders.get(table.table)));
  }

  /** Returns the tables that an earlier run finished. */
  synchronized List<TableFigures> doneBefore() {
    long now = nanoTime.getAsLong();
    return tables.values().stream()
        .filter(table -> !begun.contains(table) && table.stage == TableStage.DONE)
        .map(table -> figures(table, now))
        .toList();
  }

  /** Returns the progress of the extraction. */
  synchronized ExtractionSnapshot snapshot() {
    long now = nanoTime.getAsLong();
    List<TableFigures> underWay =
        begun.stream().filter(TableCount::isUnderWay).map(table -> figures(table, now)).toList();
    long done = tables.values().stream().filter(each -> each.stage == TableStage.DONE).count();
    return new ExtractionSnapshot(all(now), underWay, (int) done, tables.size(), paused);
  }

  private Figures all(long now) {
    long rows = 0;
    long bytes = 0;
    long inAll = 0;
    boolean known = true;
    boolean moving = false;
    boolean underWay = false;
    for (TableCount table : tables.values()) {
      TableFigures each = figures(table, now);
      Figures figures = each.figures();
      underWay |= table.isUnderWay();
      moving |= table.isUnderWay() && each.waiting().isEmpty();
      rows += figures.rows();
      bytes += figures.bytes();
      inAll += figures.estimatedRows().orElse(0);
      known &= figures.estimatedRows().isPresent();
    }
    return Figures.of(
        rows,
        known ? OptionalLong.of(inAll) : OptionalLong.empty(),
        bytes,
        paused.isPresent() ? OptionalDouble.empty() : rate.perSecond(now),
        moving || !underWay);
  }

  /** The figures of one table. */
  private static final class TableCount {

    private final String table;
    private final Tally tally;
    private final RateWindow rate = new RateWindow(WINDOW);
    private OptionalLong estimatedRows;
    private TableStage stage;
    private long comparedKeys;
    private Optional<Purpose> asked = Optional.empty();
    private long movedNanos;
    private long longestGapNanos;

    TableCount(ExtractionEvent.PlannedTable planned) {
      this.table = planned.table().qualifiedName();
      this.tally = new Tally(planned.earlierRows(), planned.earlierBytes());
      this.estimatedRows = planned.estimatedRows();
      this.stage = planned.finished() ? TableStage.DONE : TableStage.WAITING;
    }

    boolean isUnderWay() {
      return stage != TableStage.WAITING && stage != TableStage.DONE;
    }

    void begin(OptionalLong estimated, long nanos) {
      if (stage != TableStage.DONE) {
        stage = TableStage.READING;
        estimatedRows = estimated;
        rate.restart(nanos);
        movedNanos = nanos;
      }
    }

    /** Notes that the table waits for the answer to a query. */
    void sent(Purpose purpose, long nanos) {
      if (stage == TableStage.WAITING) {
        begin(estimatedRows, nanos);
      }
      asked = Optional.of(purpose);
      movedNanos = nanos;
      longestGapNanos = 0;
    }

    private void moved(long nanos) {
      if (asked.isEmpty()) {
        longestGapNanos = Math.max(longestGapNanos, nanos - movedNanos);
      }
      asked = Optional.empty();
      movedNanos = nanos;
    }

    /** Takes the current sums. Returns the rows that were read since the last call. */
    long stands(long rows, long bytes, long nanos) {
      long more = tally.stands(rows, bytes).rows();
      rate.add(more, nanos);
      if (more > 0) {
        moved(nanos);
      }
      if (more > 0 && stage == TableStage.RETRYING) {
        stage = TableStage.READING;
      }
      return more;
    }

    void compared(long keys, long nanos) {
      comparedKeys = keys;
      moved(nanos);
      enter(TableStage.COMPARING);
    }

    /** Changes the stage, unless the table is finished. */
    void enter(TableStage next) {
      if (stage != TableStage.DONE) {
        stage = next;
      }
    }

    void restartRate(long nanos) {
      if (isUnderWay()) {
        rate.restart(nanos);
        movedNanos = nanos;
      }
    }

    void finish(long rows) {
      tally.stands(rows, tally.bytes());
      stage = TableStage.DONE;
    }

    /**
     * Returns what the table waits for, if nothing has arrived for a while.
     *
     * @param holder the session that holds a lock for which a query of the table waits
     */
    private Optional<String> waiting(long nanos, Optional<Integer> holder) {
      long waited = nanos - movedNanos;
      long patience =
          asked.isPresent() ? PATIENCE_NANOS : Math.max(PATIENCE_NANOS, 4 * longestGapNanos);
      if (!isUnderWay() || (holder.isEmpty() && waited < patience)) {
        return Optional.empty();
      }
      String what = holder.map(this::lock).orElseGet(this::answer);
      return Optional.of("waiting for " + Duration.ofNanos(waited).toSeconds() + " s for " + what);
    }

    private String lock(int session) {
      return "a lock on " + table + (session > 0 ? ", held by session " + session : "");
    }

    private String answer() {
      if (asked.isEmpty()) {
        return "the next row of " + table;
      }
      return switch (asked.get()) {
        case CUT -> "the keys that cut " + table;
        case ROWS -> "the first row of " + table;
        case COUNT -> "the count of " + table;
      };
    }

    TableFigures figures(long nanos, boolean paused, Optional<Integer> holder) {
      Optional<String> waiting = paused ? Optional.empty() : waiting(nanos, holder);
      OptionalDouble perSecond =
          paused || !isUnderWay() ? OptionalDouble.empty() : rate.perSecond(nanos);
      OptionalLong inAll = stage == TableStage.DONE ? OptionalLong.of(tally.rows()) : estimatedRows;
      return new TableFigures(
          table,
          stage,
          Figures.of(tally.rows(), inAll, tally.bytes(), perSecond, waiting.isEmpty()),
          comparedKeys,
          waiting);
    }
  }

  /**
   * Counts a table's rows in two ways. The rows in the dump decrease when a chunk is read again.
   * The rows that this run has read never decrease. Thread-safe.
   */
  static final class Tally {

    private final long earlierRows;
    private final long earlierBytes;
    private long rows;
    private long bytes;

    /** The rows and bytes that were read since the last count. */
    record Read(long rows, long bytes) {}

    /**
     * Starts with the rows of a resumed run.
     *
     * @param earlierRows rows that the resumed run has read
     * @param earlierBytes the bytes of these rows
     */
    Tally(long earlierRows, long earlierBytes) {
      this.earlierRows = earlierRows;
      this.earlierBytes = earlierBytes;
      this.rows = earlierRows;
      this.bytes = earlierBytes;
    }

    /**
     * Takes the current sums. At first they may be below those of the resumed run, because that
     * run's rows are reported table by table.
     *
     * @return what was read from the source since the last call
     */
    synchronized Read stands(long nowRows, long nowBytes) {
      long newRows = Math.max(earlierRows, nowRows);
      long newBytes = Math.max(earlierBytes, nowBytes);
      Read read = new Read(Math.max(0, newRows - rows), Math.max(0, newBytes - bytes));
      rows = newRows;
      bytes = newBytes;
      return read;
    }

    synchronized long rows() {
      return rows;
    }

    synchronized long bytes() {
      return bytes;
    }
  }
}
