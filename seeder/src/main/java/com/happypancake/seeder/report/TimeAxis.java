package com.happypancake.seeder.report;

import com.happypancake.seeder.report.SeedLogReport.ReportedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The horizontal axis of a seed's charts. It shows the time of the runs. The time between two runs,
 * which may be weeks, takes a small gap.
 */
final class TimeAxis {

  private static final int TICKS = 5;
  private static final double WIDEST_GAP = 8;
  private static final double ALL_GAPS = 160;

  private final List<ReportedRun> runs;
  private final double left;
  private final double gap;
  private final double perMilli;
  private final double[] starts;

  /** A place on an axis. */
  record Tick(double place, String label) {}

  TimeAxis(List<ReportedRun> runs, double left, double right) {
    this.runs = List.copyOf(runs);
    this.left = left;
    this.gap = Math.min(WIDEST_GAP, ALL_GAPS / Math.max(1, runs.size()));
    double millis = runs.stream().mapToDouble(run -> run.length().toMillis()).sum();
    double room = right - left - gap * Math.max(0, runs.size() - 1);
    this.perMilli = room / Math.max(1, millis);
    this.starts = new double[runs.size()];
    double x = left;
    for (int i = 0; i < runs.size(); i++) {
      starts[i] = x;
      x += runs.get(i).length().toMillis() * perMilli + gap;
    }
  }

  /** Returns the place of a time in a run. Times outside of the run are moved to its ends. */
  double x(int run, Instant time) {
    double length = runs.get(run).length().toMillis();
    double millis = Duration.between(runs.get(run).from(), time).toMillis();
    return starts[run] + Math.max(0, Math.min(length, millis)) * perMilli;
  }

  double start(int run) {
    return starts[run];
  }

  double end(int run) {
    return x(run, runs.get(run).to());
  }

  /** Returns the times at equal distances. */
  List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>();
    double width = runs.isEmpty() ? 0 : end(runs.size() - 1) - left;
    for (int i = 0; i <= TICKS && !runs.isEmpty(); i++) {
      double x = left + width * i / TICKS;
      int run = 0;
      while (run + 1 < runs.size() && starts[run + 1] <= x) {
        run++;
      }
      long millis = Math.round((x - starts[run]) / perMilli);
      ticks.add(
          new Tick(x, ReportText.time(runs.get(run).from().plusMillis(millis)).substring(5, 16)));
    }
    return ticks;
  }
}
