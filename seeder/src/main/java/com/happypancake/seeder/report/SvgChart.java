package com.happypancake.seeder.report;

import com.happypancake.seeder.report.SeedLogReport.ReportedRun;
import com.happypancake.seeder.report.TimeAxis.Tick;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Draws a chart over time as SVG. The style sheet of the page gives the colours. */
final class SvgChart {

  static final double LEFT = 64;
  static final double RIGHT = 948;
  static final double TOP = 10;
  static final double BOTTOM = 200;

  private static final int WIDTH = 960;
  private static final int HEIGHT = 230;

  private final StringBuilder svg = new StringBuilder();
  private final List<SamplePoint> points;
  private final TimeAxis time;
  private final ValueAxis values;

  /**
   * Begins a chart with its axes.
   *
   * @param title what a screen reader says
   * @param label formats a value of the vertical axis
   */
  SvgChart(
      String title,
      List<SamplePoint> points,
      TimeAxis time,
      ValueAxis values,
      DoubleFunction<String> label) {
    this.points = points;
    this.time = time;
    this.values = values;
    add(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
        WIDTH, HEIGHT, ReportText.escape(title));
    for (Tick tick : values.ticks(label)) {
      add("<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>", LEFT, tick.place(), RIGHT);
      add(
          "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - 6, tick.place() + 4, ReportText.escape(tick.label()));
    }
    for (Tick tick : time.ticks()) {
      String anchor =
          tick.place() > RIGHT - 40 ? "end" : tick.place() < LEFT + 40 ? "start" : "middle";
      add(
          "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
          tick.place(), BOTTOM + 20, anchor, tick.label());
    }
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }

  /** Draws a line. A new run or a missing value interrupts it. */
  SvgChart line(String style, Function<SamplePoint, OptionalDouble> value) {
    StringBuilder path = new StringBuilder();
    int run = -1;
    for (SamplePoint point : points) {
      OptionalDouble at = value.apply(point);
      if (at.isEmpty()) {
        run = -1;
        continue;
      }
      double y = values.y(at.getAsDouble());
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1fH%.1f",
              point.run() == run ? "L" : "M",
              time.x(point.run(), point.from()),
              y,
              time.x(point.run(), point.to())));
      run = point.run();
    }
    if (!path.isEmpty()) {
      add("<path class=\"line %s\" d=\"%s\"/>", style, path);
    }
    return this;
  }

  /** Fills the room between two values of each point. */
  SvgChart band(
      String style, ToDoubleFunction<SamplePoint> low, ToDoubleFunction<SamplePoint> high) {
    StringBuilder path = new StringBuilder();
    for (SamplePoint point : points) {
      path.append(
          String.format(
              Locale.ROOT,
              "M%.1f %.1fH%.1fV%.1fH%.1fZ",
              time.x(point.run(), point.from()),
              values.y(low.applyAsDouble(point)),
              time.x(point.run(), point.to()),
              values.y(high.applyAsDouble(point)),
              time.x(point.run(), point.from())));
    }
    add("<path class=\"%s\" d=\"%s\"/>", style, path);
    return this;
  }

  /** Shades the times in which nothing was sent, though the plan wanted it. */
  SvgChart stalls() {
    for (SamplePoint point : points) {
      if (point.isStall()) {
        double from = time.x(point.run(), point.from());
        add(
            "<rect class=\"stall\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s"
                + "</title></rect>",
            from,
            TOP,
            Math.max(1, time.x(point.run(), point.to()) - from),
            BOTTOM - TOP,
            "nothing sent from " + ReportText.time(point.from()));
      }
    }
    return this;
  }

  /** Marks the start and the stop of each run, and its incidents. */
  SvgChart marks(List<ReportedRun> runs) {
    for (int i = 0; i < runs.size(); i++) {
      int number = i;
      ReportedRun run = runs.get(i);
      if (i > 0) {
        mark("start", time.start(i), "run " + (i + 1) + " began " + ReportText.time(run.from()));
      }
      mark(
          run.stopped().isPresent() ? "stop" : "stop lost",
          time.end(i),
          "run " + (i + 1) + " ended " + ReportText.time(run.to()) + ": " + HtmlRuns.end(run));
      run.incidents()
          .forEach(
              each ->
                  add(
                      "<circle class=\"incident\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s"
                          + "</title></circle>",
                      time.x(number, each.time()),
                      TOP,
                      ReportText.escape(
                          ReportText.time(each.time()) + " " + each.incident().getWhat())));
    }
    return this;
  }

  private void mark(String style, double x, String title) {
    add(
        "<path class=\"%s\" d=\"M%.1f %.1fV%.1f\"><title>%s</title></path>",
        style, x, TOP, BOTTOM, ReportText.escape(title));
  }

  /** Ends the chart. */
  String end() {
    return svg.append("</svg>").toString();
  }
}
