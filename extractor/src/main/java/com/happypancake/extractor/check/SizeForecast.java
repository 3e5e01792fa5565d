package com.happypancake.extractor.check;

import com.happypancake.database.Session;
import com.happypancake.database.SourceCatalogue;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.DiskSpace;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.ReadOptions.PacingOptions;
import com.happypancake.extractor.check.Finding.FindingCollector;
import com.happypancake.extractor.check.Finding.Subject;
import com.happypancake.extractor.check.PreflightReport.TableForecast;
import com.happypancake.extractor.check.PreflightReport.TableForecast.ChangesBy;
import com.happypancake.extractor.check.PreflightReport.TableForecast.Cut;
import com.happypancake.extractor.check.PreflightReport.TableForecast.SourceSize;
import com.happypancake.extractor.plan.KeyChoice;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Estimates how much an extraction would read, in how many chunks, and how long that takes. */
final class SizeForecast {

  private final Extraction extraction;
  private final Session session;
  private final FindingCollector findings;

  SizeForecast(Extraction extraction, Session session, FindingCollector findings) {
    this.extraction = extraction;
    this.session = session;
    this.findings = findings;
  }

  /**
   * Returns the forecast of each table.
   *
   * @param marks of the tables, in the same order
   */
  List<TableForecast> tables(List<TablePlan> plans, List<Mark> marks) throws SourceException {
    Map<LegacyTable, OptionalLong> bytes =
        plans.isEmpty()
            ? Map.of()
            : new SourceCatalogue(session).bytes(plans.stream().map(TablePlan::table).toList());
    List<TableForecast> forecasts = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      forecasts.add(
          table(
              plans.get(i),
              marks.get(i),
              bytes.getOrDefault(plans.get(i).table(), OptionalLong.empty())));
    }
    return forecasts;
  }

  private TableForecast table(TablePlan plan, Mark mark, OptionalLong bytes) {
    OptionalLong rows = plan.source().rows();
    KeyChoice key =
        rows.orElse(Long.MAX_VALUE) > extraction.rowsPerPart()
            ? KeyChoice.of(session.dialect(), plan, extraction.pseudonymKey().isPresent())
            : new KeyChoice(
                List.of(),
                Optional.of("it has no more than " + extraction.rowsPerPart() + " rows"));
    return new TableForecast(
        plan.table().qualifiedName(),
        List.of(),
        new SourceSize(rows, bytes),
        new Cut(
            key.obstacle().isPresent() ? OptionalLong.of(1) : chunks(rows),
            key.columns().stream().map(column -> column.actual().name()).toList(),
            key.obstacle()),
        delta(plan, mark));
  }

  private OptionalLong chunks(OptionalLong rows) {
    return rows.isEmpty()
        ? rows
        : OptionalLong.of((rows.getAsLong() - 1) / extraction.rowsPerPart() + 1);
  }

  private static ChangesBy delta(TablePlan plan, Mark mark) {
    if (mark.hasRowversion()) {
      return ChangesBy.ROWVERSION;
    }
    return plan.table().timeColumn().isPresent() ? ChangesBy.TIME_COLUMN : ChangesBy.NONE;
  }

  void size(List<TableForecast> tables) {
    findings.about(Subject.SIZE);
    tell("rows", tables, tables.stream().filter(table -> table.size().rows().isEmpty()).toList());
    tell("bytes", tables, tables.stream().filter(table -> table.size().bytes().isEmpty()).toList());
    OptionalLong rows = PreflightReport.sum(tables, table -> table.size().rows());
    OptionalLong bytes = PreflightReport.sum(tables, table -> table.size().bytes());
    if (rows.isPresent()) {
      findings.okUnlessFound(
          String.format(
              Locale.ROOT,
              "about %d rows, which take %s in the source",
              rows.getAsLong(),
              DiskSpace.megabytes(bytes.orElse(0))));
    }
  }

  private void tell(String what, List<TableForecast> all, List<TableForecast> unknown) {
    if (!unknown.isEmpty()) {
      findings.warn(
          "the source does not tell the "
              + what
              + " of "
              + (unknown.size() == all.size() ? "any table" : unknown.get(0).table())
              + (unknown.size() > 1 && unknown.size() < all.size()
                  ? " and " + (unknown.size() - 1) + " others"
                  : ""));
    }
  }

  /** Reports the shortest time that reading takes at the rate limits. */
  Optional<Duration> time(List<TableForecast> tables) {
    findings.about(Subject.TIME);
    PacingOptions pacing = extraction.reading().pacing();
    if (pacing.maxRowsPerSecond().isEmpty() && pacing.maxBytesPerSecond().isEmpty()) {
      findings.ok("not known: no rate is set, and how fast the server reads shows as it reads");
      return Optional.empty();
    }
    Optional<Duration> byRows =
        at(pacing.maxRowsPerSecond(), PreflightReport.sum(tables, table -> table.size().rows()));
    Optional<Duration> byBytes =
        at(pacing.maxBytesPerSecond(), PreflightReport.sum(tables, table -> table.size().bytes()));
    boolean unknown =
        (pacing.maxRowsPerSecond().isPresent() && byRows.isEmpty())
            || (pacing.maxBytesPerSecond().isPresent() && byBytes.isEmpty());
    if (unknown) {
      findings.warn("not known, since the source does not tell the rows or bytes of all tables");
      return Optional.empty();
    }
    Duration longest =
        byRows
            .filter(time -> time.compareTo(byBytes.orElse(Duration.ZERO)) > 0)
            .or(() -> byBytes)
            .or(() -> byRows)
            .orElseThrow();
    findings.ok("about " + text(longest) + " at the rates that are set" + windows(longest));
    return Optional.of(longest);
  }

  private static Optional<Duration> at(OptionalLong perSecond, OptionalLong amount) {
    return perSecond.isPresent() && amount.isPresent()
        ? Optional.of(
            Duration.ofSeconds(-Math.floorDiv(-amount.getAsLong(), perSecond.getAsLong())))
        : Optional.empty();
  }

  private String windows(Duration time) {
    return extraction
        .reading()
        .pacing()
        .window()
        .map(
            window -> {
              long days = time.minusSeconds(1).dividedBy(window.length()) + 1;
              return ", spread over "
                  + days
                  + (days == 1 ? " day's" : " days'")
                  + " window of "
                  + window;
            })
        .orElse("");
  }

  private static String text(Duration time) {
    return time.toHours() > 0
        ? String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart())
        : time.toMinutes() > 0
            ? String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart())
            : time.toSeconds() + " s";
  }
}
