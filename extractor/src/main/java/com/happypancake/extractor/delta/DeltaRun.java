package com.happypancake.extractor.delta;

import com.google.protobuf.ByteString;
import com.happypancake.database.Dialect;
import com.happypancake.database.SqlText;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.dumps.chain.KnownRows;
import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.extractor.Delta;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.value.WallClock;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Selects the rows that a delta reads of each table. If the table has a rowversion, these are the
 * rows between the base's mark and the delta's own. If the table is append-only, they begin an
 * overlap before the base's newest time. Thread-safe.
 */
public final class DeltaRun {

  private static final Comparator<ByteString> UNSIGNED =
      ByteString.unsignedLexicographicalComparator();

  /** Every type of a time column can hold this time. An earlier start means all rows. */
  private static final LocalDateTime EARLIEST = LocalDateTime.of(1900, 1, 1, 0, 0);

  private final Delta delta;
  private final DumpChain base;
  private final Dialect dialect;
  private final Deletes deletes;
  private final Map<LegacyTable, KnownTable> known = new ConcurrentHashMap<>();

  public DeltaRun(Delta delta, DumpChain base, Dialect dialect, Deletes deletes) {
    this.delta = delta;
    this.base = base;
    this.dialect = dialect;
    this.deletes = deletes;
  }

  public String baseDigest() {
    return base.last().manifest().getContentDigest();
  }

  /**
   * Keeps the base's newest time if no newer row was found. Keeps the base's Change Tracking
   * version if the delta did not look for deleted rows.
   */
  public void keepNewest(TablePlan plan, Mark.Builder mark) throws IOException {
    Mark before = base.mark(plan.table());
    if (before.hasTimeTicks()) {
      long ticks = before.getTimeTicks();
      mark.setTimeTicks(mark.hasTimeTicks() ? Math.max(mark.getTimeTicks(), ticks) : ticks);
    }
    if (deletes == Deletes.DELETES_NONE) {
      // The next delta must look for deleted rows from the same version on.
      mark.clearChangeTrackingVersion();
      if (before.hasChangeTrackingVersion()) {
        mark.setChangeTrackingVersion(before.getChangeTrackingVersion());
      }
    }
  }

  public Deletes deletes() {
    return deletes;
  }

  /** Returns the base and the dumps that it builds on. */
  DumpChain base() {
    return base;
  }

  /**
   * Returns plans that read only the changed rows.
   *
   * @param marks the extraction's own
   * @throws MismatchedDumpException if no delta of a table can be extracted, the base has another
   *     schema, or a needed dump before the base is missing
   */
  public List<TablePlan> plan(List<TablePlan> plans, List<Mark> marks) throws IOException {
    boolean readsAllKeys = deletes == Deletes.DELETES_KEYS;
    if (readsAllKeys || !plans.stream().allMatch(TablePlan::hasRowversion)) {
      base.dumps();
    }
    List<TablePlan> changed = new ArrayList<>();
    for (TablePlan plan : plans) {
      Mark own =
          marks.stream()
              .filter(mark -> mark.getTable().equals(plan.table().qualifiedName()))
              .findFirst()
              .orElseThrow();
      Mark before = base.mark(plan.table());
      if (plan.table().key().isEmpty()) {
        throw refusal(plan, "it has no primary key, by which changed rows could be told");
      }
      Optional<SqlText> condition = condition(plan, before, own);
      changed.add(condition.map(plan::where).orElse(plan));
    }
    return changed;
  }

  private Optional<SqlText> condition(TablePlan plan, Mark before, Mark own) throws IOException {
    if (plan.hasRowversion()) {
      if (!before.hasRowversion() || !own.hasRowversion()) {
        throw refusal(
            plan,
            (before.hasRowversion() ? "the source" : "the base")
                + " has no rowversion mark for it; where a database snapshot or a replica is read,"
                + " give --high-water");
      }
      if (UNSIGNED.compare(own.getRowversion(), before.getRowversion()) < 0) {
        throw refusal(
            plan,
            "the source's rowversion mark lies below the base's: it was restored, or other sessions"
                + " are changing rows and the mark can't be told; where it is the latter, try"
                + " again");
      }
      return Optional.of(between(plan, before.getRowversion(), own.getRowversion()));
    }
    if (timeColumn(plan).isEmpty()) {
      throw refusal(
          plan, "it has no rowversion, and its schema names no time column by which it grows");
    }
    return start(before).map(time -> from(plan, literal(plan, time)));
  }

  private SqlText from(TablePlan plan, String literal) {
    String name = timeName(plan);
    // A row without a time may be new. The reader skips those that the base has, by their keys.
    boolean nullable = plan.planned(timeColumn(plan).orElseThrow()).actual().nullable();
    String start = nullable ? "(" + name + " >= " : name + " >= ";
    String end = nullable ? " OR " + name + " IS NULL)" : "";
    return new SqlText(start + literal + end, start + "?" + end);
  }

  private SqlText between(TablePlan plan, ByteString from, ByteString to) {
    String name = rowversionName(plan);
    return SqlText.of(
        name + " >= " + dialect.literal(from) + " AND " + name + " < " + dialect.literal(to));
  }

  private String rowversionName(TablePlan plan) {
    return plan.columns().stream()
        .filter(TablePlan.PlannedColumn::isRowversion)
        .map(planned -> dialect.quote(planned.actual().name()))
        .findFirst()
        .orElseThrow();
  }

  private String timeName(TablePlan plan) {
    return dialect.quote(plan.actualName(timeColumn(plan).orElseThrow()));
  }

  private static Optional<LegacyColumn> timeColumn(TablePlan plan) {
    return plan.table().timeColumn().filter(column -> column.type() == ColumnType.WALL_CLOCK);
  }

  /**
   * Returns the time from which an append-only table is read, in whole minutes; empty for all rows.
   * In legacy rows 1753-01-01 means "never", and most column types hold no earlier time.
   */
  private Optional<LocalDateTime> start(Mark before) {
    return before.hasTimeTicks()
        ? Optional.of(
                WallClock.toTime(before.getTimeTicks())
                    .minus(delta.overlap())
                    .truncatedTo(ChronoUnit.MINUTES))
            .filter(EARLIEST::isBefore)
        : Optional.empty();
  }

  private String literal(TablePlan plan, LocalDateTime time) {
    return dialect.literal(plan.planned(timeColumn(plan).orElseThrow()).actual(), time);
  }

  MismatchedDumpException refusal(LegacyTable table, String why) {
    return delta.refusal(table, why);
  }

  private MismatchedDumpException refusal(TablePlan plan, String why) {
    return refusal(plan.table(), why);
  }

  /**
   * Returns the base's rows of an append-only table; empty for a table with a rowversion.
   *
   * @throws IOException if the base can't be read
   */
  public Optional<KnownRows> known(TablePlan plan) throws IOException, InterruptedException {
    if (plan.hasRowversion()) {
      return Optional.empty();
    }
    return Optional.of(
        known.computeIfAbsent(plan.table(), table -> new KnownTable()).rows(plan.table()));
  }

  /** Releases the known rows of a finished table. */
  public void forget(TablePlan plan) {
    known.remove(plan.table());
  }

  /** The base's rows of one table. The first reader loads them; other readers of it wait. */
  private final class KnownTable {

    private Optional<KnownRows> rows = Optional.empty();

    synchronized KnownRows rows(LegacyTable table) throws IOException, InterruptedException {
      if (rows.isEmpty()) {
        Optional<LocalDateTime> start = start(base.mark(table));
        // One minute earlier, since smalldatetime rounds to whole minutes.
        long from =
            start.map(time -> WallClock.toTicks(time.minusMinutes(1))).orElse(Long.MIN_VALUE);
        rows = Optional.of(KnownRows.read(base, table, from));
      }
      return rows.get();
    }
  }

  /**
   * Returns a query for three numbers: all rows of a table, the rows that the delta reads, and the
   * rows that changed after the delta's mark. The next delta reads the last ones.
   */
  public SqlText counts(TablePlan plan, Mark own, String count, String hint) {
    String some = count.replace("*", "CASE WHEN %s THEN 1 END");
    String late =
        plan.hasRowversion()
            ? rowversionName(plan) + " >= " + dialect.literal(own.getRowversion())
            : "1 = 0";
    SqlText read = plan.condition().orElse(SqlText.of("1 = 1"));
    return SqlText.of("SELECT " + count + ", " + some.substring(0, some.indexOf("%s")))
        .and(read)
        .and(some.substring(some.indexOf("%s") + 2) + ", ")
        .and(some.replace("%s", late))
        .and(" FROM " + dialect.quote(plan.table()) + hint);
  }
}
