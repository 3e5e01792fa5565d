package com.happypancake.cli.transformation;

import com.happypancake.cli.console.Output;
import com.happypancake.cli.console.Quantities;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.schemas.manifest.RejectCount;
import com.happypancake.transformer.DiskForecast;
import com.happypancake.transformer.TransformEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a dry run has found, as lines that each name one figure. */
public final class DryRunReport {

  private Optional<DiskForecast> disk = Optional.empty();
  private Optional<EventTotals> totals = Optional.empty();

  public void accept(TransformEvent event) {
    if (event instanceof TransformEvent.Disk foretold) {
      disk = Optional.of(foretold.forecast());
    } else if (event instanceof TransformEvent.DryRun found) {
      totals = Optional.of(found.totals());
    }
  }

  /** Prints what is known; nothing if the run ended before it had mapped all rows. */
  public void print(Output output) throws IOException {
    if (totals.isPresent() && disk.isPresent()) {
      for (String line : lines(totals.get(), disk.get())) {
        output.line(line);
      }
    }
  }

  private static List<String> lines(EventTotals totals, DiskForecast disk) {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "dry run: %d events of %d rows; %d facts rejected; nothing was written",
            totals.getByTypeList().stream().mapToLong(Count::getEvents).sum(),
            totals.getInputsList().stream().mapToLong(InputPart::getRecords).sum(),
            totals.getRejectsList().stream().mapToLong(RejectCount::getFacts).sum()));
    for (Count count : totals.getByTypeList()) {
      lines.add(line("events %s %d", count.getType(), count.getEvents()));
    }
    for (RejectCount count : totals.getRejectsList()) {
      lines.add(line("rejected %s %s %d", count.getTable(), count.getReason(), count.getFacts()));
    }
    lines.add(line("times in a skipped hour %d", totals.getSkippedHour()));
    lines.add(line("times in a repeated hour %d", totals.getRepeatedHour()));
    lines.add(line("facts clamped to the one before %d", totals.getClamped()));
    lines.add(line("facts before a registration %d", totals.getBeforeRegistration()));
    lines.add(line("messages deleted by both sides %d", totals.getDeletedByBoth()));
    lines.add(
        line(
            "disk for scratch about %s; %s free at %s",
            Quantities.bytes(disk.scratch().peakBytes()),
            Quantities.bytes(disk.scratchDisk().freeBytes()),
            disk.scratchDisk().folder()));
    lines.add(
        line(
            "disk for events about %s; %s free at %s%s",
            Quantities.bytes(disk.resultBytes()),
            Quantities.bytes(disk.resultDisk().freeBytes()),
            disk.resultDisk().folder(),
            disk.isOneDisk()
                ? "; the same disk, on which both take about " + Quantities.bytes(disk.peakBytes())
                : ""));
    return lines;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
