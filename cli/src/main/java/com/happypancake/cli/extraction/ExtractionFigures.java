package com.happypancake.cli.extraction;

import com.happypancake.extractor.ExtractionListener;
import com.happypancake.extractor.PlannedTable;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * All numbers of an extraction, from what it tells: rows, bytes, rates, and how long the rest
 * takes.
 *
 * <p>A number that is not known is empty rather than guessed: no rate during a pause, and after one
 * it is measured anew; no time for the rest where an estimate is missing or was found too low.
 * Estimates of the rows come from the source's statistics and may be wrong by a little. Rows of an
 * earlier run count as rows and not into a rate. Safe for use by several threads.
 */
public final class ExtractionFigures implements ExtractionListener {

  private final LongSupplier nanoTime;
  private final Map<String, TableCount> tables = new LinkedHashMap<>();
  private final Set<TableCount> begun = new LinkedHashSet<>();
  private final RateWindow rate = new RateWindow();
  private Optional<String> paused = Optional.empty();

  /**
   * Figures of an extraction that has not begun.
   *
   * @param nanoTime the time, in nanoseconds from any origin
   */
  public ExtractionFigures(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void planned(List<PlannedTable> outlook) {
    outlook.forEach(each -> tables.put(each.table().qualifiedName(), new TableCount(each)));
  }

  @Override
  public synchronized void extractionBegun(List<LegacyTable> all, Consistency consistency) {
    rate.restart(nanoTime.getAsLong());
  }

  @Override
  public synchronized void tableBegun(LegacyTable table, OptionalLong estimatedRows) {
    TableCount count = count(table);
    begun.add(count);
    count.begin(estimatedRows, nanoTime.getAsLong());
  }

  @Override
  public synchronized void rowsRead(LegacyTable table, long rows, long bytes) {
    long now = nanoTime.getAsLong();
    rate.add(count(table).stands(rows, bytes, now), now);
  }

  @Override
  public synchronized void keysCompared(LegacyTable table, long keys) {
    TableCount count = count(table);
    begun.add(count);
    count.compared(keys);
  }

  @Override
  public synchronized void retrying(LegacyTable table, int failures, Duration wait, String what) {
    TableCount count = count(table);
    begun.add(count);
    count.retry();
  }

  @Override
  public synchronized void paused(String why) {
    paused = Optional.of(why);
  }

  @Override
  public synchronized void resumed() {
    paused = Optional.empty();
    long now = nanoTime.getAsLong();
    rate.restart(now);
    tables.values().forEach(table -> table.restartRate(now));
  }

  @Override
  public synchronized void tableFinished(LegacyTable table, long rows, OptionalLong counted) {
    count(table).finish(rows);
  }

  private TableCount count(LegacyTable table) {
    TableCount count = tables.get(table.qualifiedName());
    if (count == null) {
      throw new IllegalStateException(table.qualifiedName() + " was not planned");
    }
    return count;
  }

  /** Returns how far a table is. */
  synchronized TableFigures table(LegacyTable table) {
    return figures(count(table), nanoTime.getAsLong());
  }

  private TableFigures figures(TableCount table, long now) {
    return table.figures(now, paused.isPresent());
  }

  /** Returns how far all tables are that are done before anything was read. */
  synchronized List<TableFigures> doneBefore() {
    long now = nanoTime.getAsLong();
    return tables.values().stream()
        .filter(table -> !begun.contains(table) && table.stage() == TableStage.DONE)
        .map(table -> figures(table, now))
        .toList();
  }

  /** Returns how far the extraction is now. */
  synchronized ExtractionSnapshot snapshot() {
    long now = nanoTime.getAsLong();
    List<TableFigures> underWay =
        begun.stream().filter(TableCount::isUnderWay).map(table -> figures(table, now)).toList();
    long done = tables.values().stream().filter(each -> each.stage() == TableStage.DONE).count();
    return new ExtractionSnapshot(all(now), underWay, (int) done, tables.size(), paused);
  }

  private Figures all(long now) {
    long rows = 0;
    long bytes = 0;
    long inAll = 0;
    boolean known = true;
    for (TableCount table : tables.values()) {
      Figures figures = figures(table, now).figures();
      rows += figures.rows();
      bytes += figures.bytes();
      inAll += figures.estimatedRows().orElse(0);
      known &= figures.estimatedRows().isPresent();
    }
    return Figures.of(
        rows,
        known ? OptionalLong.of(inAll) : OptionalLong.empty(),
        bytes,
        paused.isPresent() ? OptionalDouble.empty() : rate.perSecond(now));
  }
}
